import type { RelatedPost } from '../../catalog/related/related-table.ts';
import type { Library } from '../../pipeline/library/library.ts';

/** The ids of a post's tags, without system terms; as packed by pipeline/library/pack-terms.ts. */
function tagIds(packed: Uint8Array): Uint32Array {
  const words = new Uint32Array(packed.slice().buffer);
  let count = 0;
  for (const word of words) {
    if (((word >>> 3) & 7) === 7) continue;
    words[count++] = word >>> 6;
  }
  return words.subarray(0, count);
}

/** Every post from `first` to `last`, by number. */
export function* readPostTerms(
  library: Library,
  first = 1,
  last = Number.MAX_SAFE_INTEGER,
): Generator<RelatedPost> {
  const rows = library
    .sql('SELECT number, terms FROM posts WHERE number BETWEEN ? AND ? ORDER BY number')
    .iterate(first, last);
  for (const row of rows) {
    yield { number: Number(row['number']), terms: tagIds(row['terms'] as Uint8Array) };
  }
}

/** One post's tags; `undefined`: there is no such post. */
export function readTermsOf(library: Library, number: number): Uint32Array | undefined {
  const row = library.sql('SELECT terms FROM posts WHERE number = ?').get(number);
  return row && tagIds(row['terms'] as Uint8Array);
}
