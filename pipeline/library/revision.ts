import { randomUUID } from 'node:crypto';
import type { Library } from './library.ts';

const revisionFact = 'revision';

/** Changes with every change of a post; no two libraries share one. */
export function libraryRevision(library: Library): string {
  return library.fact(revisionFact) ?? '';
}

/** How many times posts had changed at a revision of this library; 0 for another's, or none. */
export function revisionCount(library: Library, revision = libraryRevision(library)): number {
  const [count, name] = revision.split(' ');
  const [, own] = libraryRevision(library).split(' ');
  return name !== undefined && name === own ? Number(count) : 0;
}

/** To be called where posts change, in the same transaction. Returns the new count. */
export function newRevision(library: Library): number {
  const [count = '', name] = libraryRevision(library).split(' ');
  const next = Number(count) + 1;
  library.setFact(revisionFact, `${next} ${name ?? randomUUID()}`);
  return next;
}
