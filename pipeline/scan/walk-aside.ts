import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { countPosts } from '../library/count-posts.ts';
import type { Library } from '../library/library.ts';
import { fileForThreads } from '../library/read-beside.ts';
import { errorOfThread, type ThreadFailure } from '../library/thread-failure.ts';
import { type ComparedWalk, compareWalk } from './compare-walk.ts';
import { type ImageRoot, walkImages } from './walk.ts';
import { unpackWalk, type WalkMessage } from './walk-message.ts';

/** From so many posts on, a thread of its own is worth its start. */
const worthThread = 10_000;

/** A walk through the image folders that may be under way already. */
export interface WalkAside extends AsyncDisposable {
  /** Threads that it takes beside this one. */
  readonly threads: number;
  /** What it found, compared with what the library knows by now; see `knownFiles`. */
  readonly compare: (isSameDecoder: boolean) => Promise<ComparedWalk>;
}

/** What the thread is asked. */
export interface CompareRequest {
  /** The library's. */
  readonly file: string;
  readonly isSameDecoder: boolean;
}

/** Begins to walk beside whatever this thread does next; few files are walked later. */
export function walkAside(
  roots: readonly ImageRoot[],
  library: Library,
  worth = worthThread,
): WalkAside {
  const isFew = countPosts(library) < worth;
  if (isFew || availableParallelism() === 1) {
    return {
      threads: 0,
      compare: async (isSameDecoder) =>
        compareWalk(await walkImages(roots), library, isSameDecoder),
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
  const worker = new Worker(new URL('walk-thread.ts', import.meta.url), {
    workerData: roots,
    // What it makes lasts: to move it about in a small nursery takes longer than to find it.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  const answer = once(worker, 'message');
  // Who asks for it hears of a failure; nobody may ask.
  answer.catch(() => undefined);
  return {
    threads: 1,
    compare: async (isSameDecoder) => {
      const file = fileForThreads(library);
      if (file === undefined)
        throw new Error('a thread cannot read the library: a transaction is open');
      worker.postMessage({ file, isSameDecoder } satisfies CompareRequest);
      const [message] = (await answer) as [WalkMessage | ThreadFailure];
      if (message.kind === 'failed') throw errorOfThread(message);
      return unpackWalk(message);
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}
