import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { MergeRules } from '../../catalog/post.ts';
import type { RecordFacts } from './record-facts.ts';
import type { RecordFile } from './records.ts';

/** What a thread needs to know once. */
export interface ReaderSetup {
  readonly metadata: string;
  readonly rules: MergeRules;
}

/** Records that were read. */
export interface ReadBatch {
  /** Names that have come to the end of the preparer's list. */
  readonly names: readonly string[];
  readonly read: readonly { readonly file: RecordFile; readonly facts: RecordFacts }[];
  /** Places of those that need more than reading: they cannot be read, or the user has said something in them. */
  readonly left: readonly string[];
}

/** Records a message. */
const batchSize = 200;
/** Messages that wait for an answer: the thread never waits for this one. */
const ahead = 4;

/** Reads records in a thread of its own, in their order: parsing and merging take as long as writing the library. */
export async function* readInThread(
  setup: ReaderSetup,
  places: readonly string[],
): AsyncGenerator<ReadBatch> {
  const worker = new Worker(new URL('record-reader-thread.ts', import.meta.url), {
    workerData: setup,
  });
  try {
    let asked = 0;
    const ask = (): void => {
      if (asked < places.length) worker.postMessage(places.slice(asked, asked + batchSize));
      asked += batchSize;
    };
    for (let at = 0; at < ahead; at++) ask();
    const answers: ReadBatch[] = [];
    worker.on('message', (batch: ReadBatch) => answers.push(batch));
    let failure: unknown;
    worker.on('error', (error) => {
      failure = error;
    });
    for (let done = 0; done < places.length; done += batchSize) {
      while (answers.length === 0) {
        // What is thrown in the thread is thrown here.
        if (failure !== undefined) throw failure;
        await once(worker, 'message');
      }
      const batch = answers.shift();
      ask();
      if (batch) yield batch;
    }
  } finally {
    await worker.terminate();
  }
}
