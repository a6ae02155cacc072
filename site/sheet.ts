/** A page that is ready to be written. */
export interface Page {
  /** Below the site's root. */
  readonly address: string;
  readonly content: string;
}

/**
 * How many posts' pages Eleventy renders as one: its own work for a page takes longer than that of our templates, and
 * there are as many as pictures.
 */
export const pagesPerSheet = 50;

const mark = /^\/sheets\/\d+\.json$/;

/** The address that a template gives a sheet; the site never has it. */
export function sheetAddress(first: number): string {
  return `sheets/${first}.json`;
}

/** The content that a template gives a sheet. */
export function formatSheet(pages: readonly Page[]): string {
  return JSON.stringify(pages);
}

/** The pages in what Eleventy rendered: those of a sheet, or itself. `url`: `/` for index.html. */
export function pagesOf(url: string, content: string): readonly Page[] {
  if (mark.test(url)) return JSON.parse(content) as readonly Page[];
  return [{ address: url === '/' ? 'index.html' : url.slice(1), content }];
}
