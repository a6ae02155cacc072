import { galleryAddress } from '../../catalog/addresses.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { readPost } from '../../pipeline/library/read-post.ts';
import type { PageStyle, PlannedPage } from './plan-pages.ts';
import { leading, tileOf } from './tiles.ts';

const feedLength = 60;

/** The feed and the sitemap, where the site's own address is known: both must say whole addresses. */
export function planForSearchEngines(
  library: Library,
  { frame, grid, pageSize, pagesFrom }: PageStyle,
): readonly { readonly address: string; readonly work: NonNullable<PlannedPage['work']> }[] {
  if (frame.url === undefined) return [];
  const url = new URL('./', frame.url).href;
  const newest = library
    .sql('SELECT number FROM posts ORDER BY number DESC LIMIT ?')
    .all(feedLength)
    .map(({ number }) => readPost(library, Number(number)));
  const entries = newest.map((post) => ({
    tile: leading(tileOf(post, grid, frame.blur, undefined), pagesFrom),
    added: post.added,
  }));
  // A number is bound as one with a fraction, by which a division would have one too.
  const pages = library
    .sql('SELECT DISTINCT (number - 1) / CAST(? AS INTEGER) + 1 AS page FROM posts ORDER BY page')
    .all(pageSize)
    .map(({ page }) => galleryAddress(Number(page)));
  const addresses = ['index.html', 'tags.html', 'stats.html', 'help.html', ...pages];
  return [
    {
      address: 'feed.xml',
      work: { feeds: [{ url, updated: newest[0]?.added ?? '1970-01-01T00:00:00Z', entries }] },
    },
    // A sitemap names 50,000 addresses at most; pages of the gallery lead to every post.
    {
      address: 'sitemap.xml',
      work: { sitemaps: [{ url, addresses: addresses.slice(0, 50_000) }] },
    },
  ];
}
