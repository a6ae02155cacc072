import { relatedCount } from '../../catalog/related/formula.ts';
import { RelatedSearch } from '../../catalog/related/related-search.ts';
import type { RelatedTable } from '../../catalog/related/related-table.ts';
import { packedReason } from './reason-between.ts';
import type { Twins } from './twins.ts';

/** What was found for each place of a table. */
export interface Found {
  /** Twenty a place, the best first; 0: no more. */
  readonly numbers: Uint32Array;
  readonly reasons: Uint32Array;
  /** The last one's score; 0 where there are not twenty. */
  readonly bars: Float64Array;
}

/** What each thread is given; every array is shared. */
export interface RelatedWork {
  readonly table: RelatedTable;
  readonly twins: Twins;
  /** The first subject that nobody has taken yet. */
  readonly next: Uint32Array;
  readonly found: Found;
}

/** Subjects taken at a time. */
const portion = 64;

/** Takes one portion of subjects after another until there are none; `onPortion` hears how many each had. */
export function searchPortions(work: RelatedWork, onPortion: (subjects: number) => void): void {
  const { table, twins, next } = work;
  const search = new RelatedSearch(table, relatedCount + 1);
  const subjects = table.numbers.length;
  for (;;) {
    const from = Atomics.add(next, 0, portion);
    if (from >= subjects) return;
    const to = Math.min(subjects, from + portion);
    for (let subject = from; subject < to; subject++) {
      if (twins.isFirst[subject] === 1) findFor(subject, search, work);
    }
    onPortion(to - from);
  }
}

/** For a subject and all posts with the very same tags: they have one list, each but for itself. */
function findFor(first: number, search: RelatedSearch, { table, twins, found }: RelatedWork): void {
  const best = search.find(first);
  const reasons = best.places
    .subarray(0, best.length)
    .map((place) => packedReason(table, first, place));
  for (let subject = first; subject !== twins.none; subject = twins.next[subject] ?? twins.none) {
    let at = subject * relatedCount;
    const end = at + relatedCount;
    for (let place = 0; place < best.length && at < end; place++) {
      const other = best.places[place] ?? 0;
      if (other === subject) continue;
      found.numbers[at] = table.numbers[other] ?? 0;
      found.reasons[at] = reasons[place] ?? 0;
      at += 1;
      if (at === end) found.bars[subject] = best.scores[place] ?? 0;
    }
  }
}
