import type { Work } from '../page-data.ts';

let current: Work | undefined;

/** Eleventy asks its configuration for data, and takes no arguments: the run that is under way is kept here. */
export function setWork(work: Work): void {
  current = work;
}

/** Throws where Eleventy was started by itself: what it renders comes from the library. */
export function currentWork(): Work {
  if (!current)
    throw new Error('pages are rendered by `homebooru site`, which tells Eleventy what to render');
  return current;
}
