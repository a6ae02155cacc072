import { extensionOf, type ImageFormat } from './measures.ts';

/** Numbers share folders of a thousand, so that no folder grows without bound. */
export const numbersPerFolder = 1000;

function numbered(kind: string, number: number, extension: string): string {
  return `${kind}/${Math.floor(number / numbersPerFolder)}/${number}.${extension}`;
}

/**
 * Addresses below the site's root. A post's number says them all: nothing needs to be looked up. `pagesFrom`: the lowest
 * number whose post has a page of its own, see own-pages.ts; 0: none has.
 */
export function postAddress(number: number, pagesFrom = 1): string {
  const hasOwn = pagesFrom > 0 && number >= pagesFrom;
  return hasOwn ? numbered('post', number, 'html') : `${shellPage}?n=${number}`;
}

/** The one page that shows any post, where posts have none of their own. */
export const shellPage = 'post.html';

export function thumbnailAddress(number: number): string {
  return numbered('thumbs', number, 'webp');
}

export function previewAddress(number: number): string {
  return numbered('previews', number, 'webp');
}

/** A picture's placeholder as a picture of its own: only of ratings that the site blurs. */
export function blurAddress(number: number): string {
  return numbered('blurs', number, 'png');
}

export function originalAddress(number: number, format: ImageFormat): string {
  return numbered('originals', number, extensionOf(format));
}

/** Gallery page `page`, from 1: the numbers (page - 1) × size + 1 … page × size, for ever. */
export function galleryAddress(page: number): string {
  return `page/${page}.html`;
}

export function searchAddress(query: string): string {
  return `search.html?q=${encodeQuery(query)}`;
}

/** For the query part of an address: readable, and safe in any attribute. */
function encodeQuery(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%20/g, '+')
    .replace(/%3A/gi, ':')
    .replace(/'/g, '%27');
}
