import { Html, html } from '../html.ts';
import type { SitemapPage } from '../page-data.ts';

export const data = {
  pagination: { data: 'work.sitemaps', size: 1, alias: 'item' },
  permalink: 'sitemap.xml',
};

/** Where search engines begin: https://www.sitemaps.org/protocol.html */
export function render({ item }: { readonly item: SitemapPage }): string {
  const { url, addresses } = item;
  return html`${new Html('<?xml version="1.0" encoding="UTF-8"?>')}
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${addresses.map(
    (address) => html`
<url><loc>${url}${address}</loc></url>`,
  )}
</urlset>
`.toString();
}
