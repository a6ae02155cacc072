import { numbersPerFolder } from '../../catalog/addresses.ts';
import { tagCategories } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import { libraryRevision, revisionCount } from '../../pipeline/library/revision.ts';
import { applyChangedPosts, type ChangedPost } from './apply-changed-posts.ts';
import { CompanionStore } from './companion-store.ts';
import { type CompanionSizes, CompanionTerms, companionSizes } from './companion-terms.ts';
import { findAll } from './find-all.ts';
import { packBlocks } from './pack-blocks.ts';
import { readAllTerms, type SeenTerms } from './seen-terms.ts';

/** What companions are found in, and how. */
export interface CompanionInput {
  readonly library: Library;
  /** Every term that posts have, sorted by name. */
  readonly uses: readonly TermUse[];
  readonly sizes?: CompanionSizes;
  /** With more changed posts than this all is found anew: that is sooner done. */
  readonly mostChanges?: number;
}

/** Opens what is known of companions. `state`: the collection's folder of it. */
export function openCompanions(library: Library, state: string): CompanionStore {
  // Terms are stored by their ids, which are this library's alone; its name ends the revision.
  const [, name = ''] = libraryRevision(library).split(' ');
  return CompanionStore.open(state, name);
}

/**
 * Brings a store up to date with its library. Afterwards it holds what finding everything anew would, whatever it held
 * before.
 */
export function updateCompanions(input: CompanionInput, store: CompanionStore): void {
  const { library, uses, sizes = companionSizes, mostChanges = 200 } = input;
  const revision = libraryRevision(library);
  const terms = new CompanionTerms(uses);
  const categories = categoriesById(terms);
  const before = new TextDecoder().decode(store.fact(facts.revision));
  const hasNewCategories = differ(store.fact(facts.categories), categories);
  if (before === revision && !hasNewCategories) return;
  const since = revisionCount(library, before);
  const changed = since === 0 ? [] : changedPosts(library, store, since);
  store.transaction(() => {
    if (since === 0 || changed.length > mostChanges) {
      findAll(library, terms, sizes, store);
      packBlocks(terms, sizes, store);
    } else {
      const renewed = applyChangedPosts(library, terms, sizes, store, changed);
      packBlocks(terms, sizes, store, hasNewCategories ? undefined : renewed);
    }
    store.setFact(facts.revision, new TextEncoder().encode(revision));
    store.setFact(facts.categories, categories);
  });
}

const facts = { revision: 'revision', categories: 'categories' } as const;

const unused = 255;

function categoriesById({ ranks, uses }: CompanionTerms): Uint8Array {
  const codes = new Uint8Array(ranks.length).fill(unused);
  for (const { id, category } of uses) {
    codes[id] = category === undefined ? tagCategories.length : tagCategories.indexOf(category);
  }
  return codes;
}

/** Whether a term that lists may name has another category. One that has come or gone is in renewed lists alone. */
function differ(before: Uint8Array, now: Uint8Array): boolean {
  return before.some((code, id) => {
    const own = now[id] ?? unused;
    return code !== own && code !== unused && own !== unused;
  });
}

/** The posts that have come, gone or changed since a revision. */
function changedPosts(
  library: Library,
  store: CompanionStore,
  since: number,
): readonly ChangedPost[] {
  const changed: ChangedPost[] = [];
  for (const row of library.sql('SELECT thousand FROM changes WHERE revision > ?').all(since)) {
    const first = Math.max(1, Number(row['thousand']) * numbersPerFolder);
    const last = (Number(row['thousand']) + 1) * numbersPerFolder - 1;
    const now = new Map(readAllTerms(library, first, last));
    const to = CompanionStore.seenBlockOf(last);
    for (let block = CompanionStore.seenBlockOf(first); block <= to; block++) {
      const range = CompanionStore.rangeOf(block);
      const from = Math.max(first, range.first);
      const end = Math.min(last, range.last);
      changed.push(...compareSeen(store.seen(block), now, { offset: range.first, from, end }));
    }
  }
  return changed;
}

function compareSeen(
  seen: Readonly<SeenTerms>,
  now: ReadonlyMap<number, Uint32Array>,
  { offset, from, end }: { readonly offset: number; readonly from: number; readonly end: number },
): readonly ChangedPost[] {
  const changed: ChangedPost[] = [];
  for (let number = from; number <= end; number++) {
    const before = seen[number - offset];
    const after = now.get(number);
    if (areSame(before, after)) continue;
    changed.push({ number, before: before ?? new Uint32Array(), after });
  }
  return changed;
}

function areSame(one: Uint32Array | undefined, other: Uint32Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((id, place) => id === other[place]);
}
