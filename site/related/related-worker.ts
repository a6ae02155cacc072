import { parentPort, workerData } from 'node:worker_threads';
import { type RelatedWork, searchPortions } from './search-portions.ts';

// A thread that finds related posts, see search-all.ts.
searchPortions(workerData as RelatedWork, (subjects) => parentPort?.postMessage(subjects));
