import type { RelatedFormula } from '../../catalog/related/formula.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { libraryRevision } from '../../pipeline/library/revision.ts';
import { RelatedStore } from './related-store.ts';

/** What the settings want of related posts. */
export interface RelatedWish {
  readonly formula: RelatedFormula | 'off';
  /** Numbers a block. */
  readonly blockSize: number;
}

/** Opens what is known of related posts; `undefined`: the site shows none. `state`: the collection's folder of it. */
export function openRelated(
  library: Library,
  state: string,
  { formula, blockSize }: RelatedWish,
): RelatedStore | undefined {
  if (formula === 'off') return undefined;
  // Terms are stored by their ids, which are this library's alone; its name ends the revision.
  const [, name = ''] = libraryRevision(library).split(' ');
  return RelatedStore.open(state, `${formula} ${name}`, blockSize);
}
