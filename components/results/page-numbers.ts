/**
 * The pages that a pager names: the ends, and those around the present one; `undefined`: a gap. At most `slots` (odd) numbers
 * and gaps; as many of them on every page, so that nothing beside them moves as they change.
 */
export function pageNumbers(
  page: number,
  last: number,
  slots: number,
): readonly (number | undefined)[] {
  const range = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, step) => from + step);
  if (last <= slots) return range(1, last);
  // As many as stand between an end and the gap before the other one.
  const near = slots - 2;
  const aside = (slots - 5) / 2;
  if (page <= near - aside) return [...range(1, near), undefined, last];
  if (page > last - near + aside) return [1, undefined, ...range(last - near + 1, last)];
  return [1, undefined, ...range(page - aside, page + aside), undefined, last];
}

/** The page that an address asks for; the first where it does not say, or says nonsense. */
export function readPage(text: string | null): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 1;
}
