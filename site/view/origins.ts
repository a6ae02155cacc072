import type { SiteId } from '../../catalog/post.ts';
import { type Html, html } from '../html.ts';
import { sourceTitles, strings } from '../strings.ts';

/**
 * What another site calls a picture, `#123`, or one that looks like it, `≈123`: as a link where the site's addresses are
 * known; and the score that it has there.
 */
export function siteLink({ source, id, isSimilar, score }: SiteId): Html {
  const address = postAddressOn(source, id);
  const text = `${sourceTitles.get(source) ?? source} ${isSimilar ? '≈' : '#'}${id}`;
  const link = address === undefined ? html`<span>${text}</span>` : outward(address, text);
  return score === undefined
    ? link
    : html`${link} <span class="muted">${strings.siteScore(score)}</span>`;
}

function postAddressOn(source: string, id: number): string | undefined {
  switch (source) {
    case 'danbooru':
      return `https://danbooru.donmai.us/posts/${id}`;
    case 'e621':
      return `https://e621.net/posts/${id}`;
    case 'gelbooru':
      return `https://gelbooru.com/index.php?page=post&s=view&id=${id}`;
    case 'yandere':
      return `https://yande.re/post/show/${id}`;
    case 'konachan':
      return `https://konachan.com/post/show/${id}`;
    case 'safebooru':
      return `https://safebooru.org/index.php?page=post&s=view&id=${id}`;
    case 'rule34':
      return `https://rule34.xxx/index.php?page=post&s=view&id=${id}`;
    default:
      return undefined;
  }
}

/** Where a picture comes from: a link only if it is a plain http(s) address, else the text as it stands. */
export function originLink(origin: string): Html {
  const address = webAddress(origin);
  return address === undefined
    ? html`<span>${origin}</span>`
    : outward(address, origin.replace(/^https?:\/\/(www\.)?/i, ''));
}

/** The address in its normal form; `undefined` for other schemes, and where a name or password hides in it. */
function webAddress(text: string): string | undefined {
  if (!/^https?:\/\/[^\s/]/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '';
  return isPlain && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : undefined;
}

function outward(address: string, text: string): Html {
  return html`<a rel="noopener noreferrer nofollow" href="${address}">${text}</a>`;
}
