import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { relatedCount } from '../../catalog/related/formula.ts';
import { sharedArray } from '../../catalog/related/incidence.ts';
import type { RelatedTable } from '../../catalog/related/related-table.ts';
import { type Found, type RelatedWork, searchPortions } from './search-portions.ts';
import { findTwins } from './twins.ts';

/** Fewer posts than this are searched sooner than threads are started. */
const worthThreads = 3000;

/** Finds the related posts of all, with a thread for each core. */
export async function searchAll(
  table: RelatedTable,
  progress: (done: number, total: number) => void,
): Promise<Found> {
  const posts = table.numbers.length;
  const found: Found = {
    numbers: sharedArray(posts * relatedCount),
    reasons: sharedArray(posts * relatedCount),
    bars: new Float64Array(new SharedArrayBuffer(posts * 8)),
  };
  const work: RelatedWork = { table, twins: findTwins(table), next: sharedArray(1), found };
  let done = 0;
  const onPortion = (subjects: number): void => {
    done += subjects;
    progress(done, posts);
  };
  if (posts < worthThreads) searchPortions(work, onPortion);
  else await searchInThreads(work, onPortion);
  return found;
}

async function searchInThreads(
  work: RelatedWork,
  onPortion: (subjects: number) => void,
): Promise<void> {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('related-worker.ts', import.meta.url), { workerData: work }),
  );
  for (const worker of workers) worker.on('message', onPortion);
  try {
    // What is thrown in a thread is thrown here.
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
