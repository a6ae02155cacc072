import type { Work } from '../page-data.ts';

/** Not a plain object: those Eleventy copies for each template and wraps for each page, however much they hold. */
class CurrentWork {
  readonly isWork = true;
}

let current: (CurrentWork & Work) | undefined;

/**
 * Eleventy asks its configuration for data, takes no arguments, and keeps what it got: the run that is under way is put
 * into the object that it has.
 */
export function setWork(work: Work): void {
  current = Object.assign(current ?? new CurrentWork(), work);
}

/** Throws where Eleventy was started by itself: what it renders comes from the library. */
export function currentWork(): Work {
  if (!current)
    throw new Error('pages are rendered by `homebooru site`, which tells Eleventy what to render');
  return current;
}
