import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { errorOfThread, type ThreadFailure } from '../library/thread-failure.ts';
import { type ImageRoot, type Walk, walkImages } from './walk.ts';
import { unpackWalk, type WalkMessage } from './walk-message.ts';

/** From so many files on, a thread of its own is worth its start. */
const worthThread = 10_000;

/** A walk through the image folders that may be under way already. */
export interface WalkAside extends AsyncDisposable {
  /** See `walkImages`. */
  readonly walk: () => Promise<Walk>;
}

/** Begins to walk beside whatever this thread does next. `expected`: about how many files there are; few are walked later. */
export function walkAside(roots: readonly ImageRoot[], expected: number): WalkAside {
  if (expected < worthThread || availableParallelism() === 1) {
    return { walk: () => walkImages(roots), [Symbol.asyncDispose]: async () => undefined };
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
    walk: async () => {
      const [message] = (await answer) as [WalkMessage | ThreadFailure];
      if (message.kind === 'failed') throw errorOfThread(message);
      return unpackWalk(message);
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}
