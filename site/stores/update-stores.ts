import type { TagCategory } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import { openCompanions, updateCompanions } from '../companions/update-companions.ts';
import type { KeptLists } from '../related/kept-lists.ts';
import { openRelated, type RelatedWish } from '../related/open-related.ts';
import { updateRelated } from '../related/update-related.ts';

/** What the stores rest on besides the library; it can be sent to a thread. */
export interface StoresWish {
  /** The collection's state folder. */
  readonly state: string;
  readonly related: RelatedWish;
  /** The categories that `tags.yaml` gives. */
  readonly categories: readonly (readonly [tag: string, category: TagCategory])[];
}

/** What they are made of. */
export interface StoresInput {
  readonly library: Library;
  /** Every term that posts have, sorted by name. */
  readonly uses: readonly TermUse[];
  /** What a thread that stays has in its memory of related posts. */
  readonly lists?: KeptLists;
}

export type StoresProgress = (stage: string, done: number, total: number) => void;

/** Brings up to date what is known of related posts and of tags beside others. Nobody else may write to them meanwhile. */
export async function updateStores(
  { library, uses, lists }: StoresInput,
  { state, related: wish }: StoresWish,
  progress: StoresProgress,
): Promise<void> {
  const { formula } = wish;
  using related = openRelated(library, state, wish);
  if (related && formula !== 'off') {
    const told = (done: number, total: number): void => progress('related', done, total);
    const input = { library, uses, formula, progress: told, ...(lists ? { lists } : {}) };
    await updateRelated(input, related);
  }
  using companions = openCompanions(library, state);
  updateCompanions({ library, uses }, companions);
}
