import { endScenarios, fileScenarios } from '../fixtures/faults/file-scenarios.ts';
import { stateScenarios } from '../fixtures/faults/state-scenarios.ts';
import { testSweeps } from '../fixtures/faults/sweep-tests.ts';

testSweeps([...stateScenarios, ...fileScenarios], 'everywhere', endScenarios);
