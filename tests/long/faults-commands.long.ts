import { commandScenarios } from '../fixtures/faults/command-scenarios.ts';
import { testSweeps } from '../fixtures/faults/sweep-tests.ts';

testSweeps(commandScenarios, 'at each place');
