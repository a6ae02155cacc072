/** The pages that a pager names: the ends, and those around the present one; `undefined`: a gap. */
export function pageNumbers(page: number, last: number): readonly (number | undefined)[] {
  const near = [1, page - 1, page, page + 1, last].filter((item) => item >= 1 && item <= last);
  const named = [...new Set(near)].toSorted((a, b) => a - b);
  return named.flatMap((item, at) => {
    const before = named[at - 1] ?? item - 1;
    if (item - before === 1) return [item];
    // A gap of one page is that page.
    return item - before === 2 ? [item - 1, item] : [undefined, item];
  });
}

/** The page that an address asks for; the first where it does not say, or says nonsense. */
export function readPage(text: string | null): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 1;
}
