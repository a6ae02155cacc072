import type { Work } from '../page-data.ts';

type FixedPage = Work['fixedPages'][number];

/** Pagination that writes a page of its own once if this run wants it, and nothing otherwise. */
export function onlyWhenWanted(name: FixedPage): object {
  return {
    data: 'work.fixedPages',
    size: 1,
    alias: 'wanted',
    before: (pages: readonly FixedPage[]): readonly FixedPage[] =>
      pages.filter((page) => page === name),
  };
}
