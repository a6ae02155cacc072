import { type JsonObject, ownCount, ownText } from '../../catalog/json.ts';
import type { Measures } from '../../catalog/measures.ts';
import { extensionOf } from '../../catalog/measures.ts';
import type { Wanted } from './booru.ts';
import type { Row } from './booru-kind.ts';

/** Which pictures the posts without an MD5 are of. */
export interface Pairs {
  readonly paired: ReadonlyMap<string, Row>;
  /** These must be asked about one by one: then the one row is the answer. */
  readonly unclear: readonly Wanted[];
}

/**
 * Pairs posts that hide their MD5 with the pictures that got no answer: the site found each by one of them, so its size
 * in bytes is the picture's, and so are its sides. Where that leaves a choice, all in question are unclear.
 */
export function pairHidden(hidden: readonly Row[], missing: readonly Wanted[]): Pairs {
  const candidates = hidden.map((row) => ({
    row,
    fits: missing.filter(({ measures }) => !measures || isLike(row.answer, measures)),
  }));
  const paired = new Map<string, Row>();
  const unclear = new Map<string, Wanted>();
  for (const { row, fits } of candidates) {
    const [first] = fits;
    const isClear =
      first?.measures !== undefined &&
      fits.length === 1 &&
      candidates.every((other) => other.row === row || !other.fits.includes(first));
    if (isClear) paired.set(first.md5, row);
    else for (const item of fits.length > 0 ? fits : missing) unclear.set(item.md5, item);
  }
  return { paired, unclear: [...unclear.values()].filter(({ md5 }) => !paired.has(md5)) };
}

function isLike(answer: JsonObject, measures: Measures): boolean {
  if (ownCount(answer, 'file_size') !== measures.bytes) return false;
  if (ownText(answer, 'file_ext') !== extensionOf(measures.format)) return false;
  const sides = [ownCount(answer, 'image_width'), ownCount(answer, 'image_height')];
  // The site may not turn pictures as their EXIF data say.
  const isUpright = sides[0] === measures.width && sides[1] === measures.height;
  return isUpright || (sides[0] === measures.height && sides[1] === measures.width);
}
