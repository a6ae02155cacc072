import { numbersPerFolder } from '../../catalog/addresses.ts';
import { decodePostings, placesOf } from '../../catalog/index/posting-list.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import type { RelatedFormula } from '../../catalog/related/formula.ts';
import { ChangesSince } from '../../pipeline/library/changes-since.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { libraryRevision, revisionCount } from '../../pipeline/library/revision.ts';
import { applyChanges } from './apply-changes.ts';
import { computeAll } from './compute-all.ts';
import { KeptLists } from './kept-lists.ts';
import { readPostTerms } from './post-terms.ts';
import type { RelatedStore } from './related-store.ts';
import { RelatedTerms, type TagUse } from './related-terms.ts';

/** What related posts are found in, and how. */
export interface RelatedInput {
  readonly library: Library;
  /** Every term that posts have, sorted by name. */
  readonly uses: readonly TagUse[];
  readonly formula: RelatedFormula;
  /** With more changed posts than this all is found anew: that is sooner done. */
  readonly mostChanges?: number;
  /** What is known of the store's lists from the build before. */
  readonly lists?: KeptLists;
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Brings a store up to date with its library. Afterwards it holds what finding everything anew would, whatever it held
 * before.
 */
export async function updateRelated(input: RelatedInput, store: RelatedStore): Promise<void> {
  const { library, uses, formula, lists = new KeptLists(), progress = () => {} } = input;
  const posts = Number(library.sql('SELECT count(*) AS count FROM posts').get()?.['count']);
  const terms = new RelatedTerms(uses, formula, posts);
  const { mostChanges = Math.min(600, posts / 200) } = input;
  const changed = changedNumbers(library, terms, store);
  if (changed.size > mostChanges) await computeAll(library, terms, formula, store, progress);
  else if (changed.size > 0) applyChanges(library, terms, store, changed, lists);
  remember(library, terms, store);
}

const facts = { revision: 'revision', terms: 'terms' } as const;

function remember(library: Library, terms: RelatedTerms, store: RelatedStore): void {
  store.setFact(facts.revision, new TextEncoder().encode(libraryRevision(library)));
  store.setFact(facts.terms, new Uint8Array(terms.signatures.buffer));
}

/** Up to so many of a thousand are compared one by one. */
const fewNumbers = 50;

/** The numbers whose posts have come, gone or have other terms than when they were stored. */
function changedNumbers(
  library: Library,
  terms: RelatedTerms,
  store: RelatedStore,
): ReadonlySet<number> {
  const revision = new TextDecoder().decode(store.fact(facts.revision));
  const since = revisionCount(library, revision);
  const changed = new Set<number>();
  if (since === 0) compare(library, terms, store, changed, 1, Number.MAX_SAFE_INTEGER);
  else {
    const changes = new ChangesSince(library, since);
    for (const thousand of changes.thousands) {
      const first = thousand * numbersPerFolder;
      const last = first + numbersPerFolder - 1;
      const numbers = changes.numbers(first, last);
      const stretches =
        numbers.length > fewNumbers ? [[first, last]] : numbers.map((one) => [one, one]);
      for (const [from = 0, to = 0] of stretches) compare(library, terms, store, changed, from, to);
    }
    for (const number of withOtherTerms(library, terms, store)) changed.add(number);
  }
  return changed;
}

/** Compares the posts from `first` to `last` with what is stored of them. */
function compare(
  library: Library,
  terms: RelatedTerms,
  store: RelatedStore,
  changed: Set<number>,
  first: number,
  last: number,
): void {
  const { blockSize } = store;
  const known = new Map<number, number>();
  const from = blockOf(Math.max(1, first), blockSize);
  for (const [block, fingerprints] of store.terms(from, blockOf(last, blockSize))) {
    fingerprints.forEach((fingerprint, place) => {
      const number = block * blockSize + place + 1;
      if (fingerprint !== 0 && number >= first && number <= last) known.set(number, fingerprint);
    });
  }
  for (const post of readPostTerms(library, first, last)) {
    if (known.get(post.number) !== terms.fingerprint(post.terms)) changed.add(post.number);
    known.delete(post.number);
  }
  for (const number of known.keys()) changed.add(number);
}

/** The posts of tags that count differently now: by another category, or another weight. */
function* withOtherTerms(
  library: Library,
  terms: RelatedTerms,
  store: RelatedStore,
): Generator<number> {
  const before = new Uint32Array(store.fact(facts.terms).slice().buffer);
  for (const { id } of terms.list) {
    if ((before[id] ?? 0) === terms.signatures[id]) continue;
    const rows = library.sql('SELECT segment, list FROM postings WHERE term = ?').all(id);
    for (const row of rows) {
      const first = Number(row['segment']) * library.segmentSize + 1;
      const bitmap = decodePostings(row['list'] as Uint8Array, library.segmentSize);
      for (const place of placesOf(bitmap)) yield first + place;
    }
  }
}
