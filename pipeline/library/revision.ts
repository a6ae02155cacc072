import { randomUUID } from 'node:crypto';
import type { Library } from './library.ts';

const revisionFact = 'revision';

/** Changes with every change of a post; no two libraries share one. */
export function libraryRevision(library: Library): string {
  return library.fact(revisionFact) ?? '';
}

/** To be called where posts change, in the same transaction. */
export function newRevision(library: Library): void {
  library.setFact(revisionFact, randomUUID());
}
