import { once } from 'node:events';
import { availableParallelism } from 'node:os';
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
/** Messages to a thread that wait for an answer: some more than the library is written at once, so that none waits for it. */
const ahead = 60;
/** Two, as they wait for the disk as well; more only wait for the library to be written. */
const mostThreads = 2;

/**
 * Reads records in threads, and answers them in their order: parsing and merging take longer than writing the library.
 * `reader`: which thread it was, as each has a list of names of its own.
 */
export async function* readInThreads(
  setup: ReaderSetup,
  places: readonly string[],
  threads = usualThreads(),
): AsyncGenerator<ReadBatch & { readonly reader: number }> {
  const readers = Array.from({ length: threads }, () => new Reader(setup));
  try {
    let asked = 0;
    const ask = (reader: Reader | undefined): void => {
      if (asked >= places.length) return;
      reader?.ask(places.slice(asked, asked + batchSize));
      asked += batchSize;
    };
    for (let at = 0; at < ahead * readers.length; at++) ask(readers[at % readers.length]);
    for (let done = 0; done < places.length; done += batchSize) {
      const number = (done / batchSize) % readers.length;
      const reader = readers[number];
      if (!reader) throw new Error('there is no thread to read records');
      const batch = await reader.next();
      ask(reader);
      yield { ...batch, reader: number };
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.end()));
  }
}

function usualThreads(): number {
  return Math.min(mostThreads, availableParallelism());
}

/** A thread, which answers what it is asked in that order. */
class Reader {
  readonly #worker: Worker;
  readonly #answers: ReadBatch[] = [];
  #failure: { readonly error: unknown } | undefined;

  constructor(setup: ReaderSetup) {
    this.#worker = new Worker(new URL('record-reader-thread.ts', import.meta.url), {
      workerData: setup,
    });
    this.#worker.on('message', (batch: ReadBatch) => this.#answers.push(batch));
    this.#worker.on('error', (error) => {
      this.#failure = { error };
    });
  }

  ask(places: readonly string[]): void {
    this.#worker.postMessage(places);
  }

  async next(): Promise<ReadBatch> {
    for (;;) {
      const batch = this.#answers.shift();
      if (batch) return batch;
      // What is thrown in the thread is thrown here.
      if (this.#failure) throw this.#failure.error;
      await once(this.#worker, 'message');
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
