import { lstatSync, type Stats, statSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { codeOf } from './files.ts';

/** Files looked at before others get to work. */
const batchSize = 256;
/** Milliseconds a file; a disk that takes longer is asked about several at once. */
const farAway = 0.1;
/** Batches after which a far disk is tried again: it may only have been asleep. */
const retryAfter = 32;

/**
 * Looks at many files of one place, links followed. On a near disk one after the other, as promises take longer than the
 * disk; on a far one, such as a NAS, several at once, as each is a journey.
 */
export class ManyStats {
  #batchesLeft = 0;

  /** For each path its facts, `undefined` where nothing is there, or what keeps them from being known. */
  async of(paths: readonly string[]): Promise<readonly (Stats | Error | undefined)[]> {
    const found: (Stats | Error | undefined)[] = [];
    for (let at = 0; at < paths.length; at += batchSize) {
      const batch = paths.slice(at, at + batchSize);
      if (this.#batchesLeft > 0) {
        this.#batchesLeft -= 1;
        found.push(...(await Promise.all(batch.map(lookFar))));
        continue;
      }
      const began = performance.now();
      found.push(...batch.map(lookNear));
      if (performance.now() - began > batch.length * farAway) this.#batchesLeft = retryAfter;
      await setImmediate();
    }
    return found;
  }
}

function lookNear(path: string): Stats | Error | undefined {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found?.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : found;
  } catch (error) {
    return failureOf(error);
  }
}

async function lookFar(path: string): Promise<Stats | Error | undefined> {
  try {
    const found = await lstat(path);
    return found.isSymbolicLink() ? await stat(path) : found;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : failureOf(error);
  }
}

/** The system's failures alone. */
function failureOf(error: unknown): Error {
  if (error instanceof Error && codeOf(error) !== undefined) return error;
  throw error;
}
