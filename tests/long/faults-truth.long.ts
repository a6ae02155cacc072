import { collectionScenarios } from '../fixtures/faults/collection-scenarios.ts';
import { testSweeps } from '../fixtures/faults/sweep-tests.ts';

testSweeps(collectionScenarios);
