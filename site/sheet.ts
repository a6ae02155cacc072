/** A page that is ready to be written. */
export interface Page {
  /** Below the site's root. */
  readonly address: string;
  readonly content: string;
}

/**
 * How many posts' pages Eleventy renders as one: its own work for a page takes as long as that of our templates, and there
 * are as many as pictures.
 */
export const pagesPerSheet = 50;

const sheet = /^\/sheets\/\d+\.txt$/;

/** The address that a template gives a sheet; the site never has it. */
export function sheetAddress(first: number): string {
  return `sheets/${first}.txt`;
}

/** The content that a template gives a sheet: a line of addresses and lengths, then the pages, whatever they hold. */
export function formatSheet(pages: readonly Page[]): string {
  const lengths = pages.map(({ address, content }) => [address, content.length]);
  return `${JSON.stringify(lengths)}\n${pages.map(({ content }) => content).join('')}`;
}

/** The pages in what Eleventy rendered: those of a sheet, or itself. `url`: `/` for index.html. */
export function pagesOf(url: string, content: string): readonly Page[] {
  if (!sheet.test(url)) return [{ address: url === '/' ? 'index.html' : url.slice(1), content }];
  let at = content.indexOf('\n') + 1;
  const lengths = JSON.parse(content.slice(0, at)) as readonly (readonly [string, number])[];
  return lengths.map(([address, length]) => {
    const from = at;
    at += length;
    return { address, content: content.slice(from, at) };
  });
}
