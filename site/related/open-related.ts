import type { RelatedFormula } from '../../catalog/related/formula.ts';
import { libraryRevision } from '../../pipeline/library/revision.ts';
import { RelatedStore } from './related-store.ts';
import { type RelatedInput, updateRelated } from './update-related.ts';

/** What the settings want, and who is told how far it is. */
export interface RelatedWish {
  readonly formula: RelatedFormula | 'off';
  /** Numbers a block. */
  readonly blockSize: number;
  readonly progress: (stage: string, done: number, total: number) => void;
}

/** Opens what is known of related posts and brings it up to date; `undefined`: the site shows none. `state`: its folder. */
export async function openRelated(
  input: Pick<RelatedInput, 'library' | 'uses'>,
  state: string,
  { formula, blockSize, progress }: RelatedWish,
): Promise<RelatedStore | undefined> {
  if (formula === 'off') return undefined;
  // Terms are stored by their ids, which are this library's alone; its name ends the revision.
  const [, name = ''] = libraryRevision(input.library).split(' ');
  const store = RelatedStore.open(state, `${formula} ${name}`, blockSize);
  try {
    const told = (done: number, total: number): void => progress('related', done, total);
    await updateRelated({ ...input, formula, progress: told }, store);
    return store;
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}
