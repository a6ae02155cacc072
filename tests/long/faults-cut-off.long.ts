import { cutOffScenarios } from '../fixtures/faults/cut-off-scenarios.ts';
import { testSweeps } from '../fixtures/faults/sweep-tests.ts';

testSweeps(cutOffScenarios);
