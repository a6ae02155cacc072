import { postAddress, thumbnailAddress } from '../../catalog/addresses.ts';
import { Html, html } from '../html.ts';
import type { FeedPage, Work } from '../page-data.ts';
import { strings } from '../strings.ts';

interface Data {
  readonly item: FeedPage;
  readonly work: Pick<Work, 'frame'>;
}

export const data = {
  pagination: { data: 'work.feeds', size: 1, alias: 'item' },
  permalink: 'feed.xml',
};

/** The newest posts as an Atom feed: https://www.rfc-editor.org/rfc/rfc4287 */
export function render({ item, work }: Data): string {
  const { url, updated, entries } = item;
  return html`${new Html('<?xml version="1.0" encoding="utf-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${work.frame.title}</title>
<id>${url}</id>
<updated>${updated}</updated>
<author><name>${work.frame.title}</name></author>
<link rel="self" type="application/atom+xml" href="${url}feed.xml"/>
<link rel="alternate" type="text/html" href="${url}index.html"/>${entries.map(
    ({ tile, added }) => html`
<entry>
<title>${tile.alt === '' ? strings.post(tile.number) : tile.alt}</title>
<id>${url}${postAddress(tile.number)}</id>
<link rel="alternate" type="text/html" href="${url}${tile.address ?? postAddress(tile.number)}"/>
<updated>${added}</updated>${
      tile.veil === undefined &&
      html`
<content type="html">${contentOf(url, tile)}</content>`
    }
</entry>`,
  )}
</feed>
`.toString();
}

/** Markup as text, as the format wants it: it is escaped once more around it. */
function contentOf(url: string, tile: FeedPage['entries'][number]['tile']): string {
  return html`<img src="${url}${thumbnailAddress(tile.number)}" width="${tile.width}" height="${tile.height}" alt="${tile.alt}">`.toString();
}
