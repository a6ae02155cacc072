import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Library } from './library.ts';

/** Bytes; with less than that in use it is not worth the time. */
const worthwhile = 200 * 2 ** 20;

/**
 * Gives back to the system what large work has left in this process's memory. To be called where the process only waits
 * from now on for others, which need it: V8 collects what is garbage when more is asked of it, and not before.
 */
export function releaseMemory(library: Library): void {
  if (process.memoryUsage.rss() < worthwhile) return;
  library.database.exec('PRAGMA shrink_memory');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => void;
  // After a regular one V8 keeps most of what became free until its memory reducer comes, 8 seconds later.
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
