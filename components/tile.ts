import { blurAddress, previewAddress, thumbnailAddress } from '../catalog/addresses.ts';
import { highestRatio } from '../catalog/index/shape.ts';
import type { Rating } from '../catalog/rating.ts';
import { ratingTitles } from '../catalog/wording.ts';
import { element } from './element.ts';
import { siteBlur } from './filter/site-blur.ts';
import { trailAddress } from './post/trail-address.ts';
import { postHref } from './post-href.ts';
import { strings } from './strings.ts';

/** A picture that a script draws. */
export interface DrawnTile {
  readonly number: number;
  /** Width / height in hundredths. */
  readonly ratio: number;
  readonly alt: string;
  /** The search that it is a result of, for the ways on its page. */
  readonly query?: string;
  /** Its rating, where it is not shown at once for that; then nothing of it is loaded but the site's blur. */
  readonly veil?: Rating | undefined;
  /** In a corner: how alike it is to the post that was asked for. */
  readonly mark?: string | undefined;
}

/** The same markup as a tile of the static gallery, in its list item. `isLazy`: its picture comes when it is near the window. */
export function drawTile(tile: DrawnTile, root: string, isLazy = true): HTMLLIElement {
  const item = document.createElement('li');
  item.className = `r${tile.ratio}`;
  const link = document.createElement('a');
  link.className = 'tile';
  link.dataset['number'] = String(tile.number);
  link.href =
    root +
    (tile.query === undefined ? postHref(tile.number) : trailAddress(tile.number, tile.query));
  item.append(link);
  if (tile.veil === undefined) link.append(drawImage(tile, root, isLazy));
  else {
    veilTile(link, tile.alt, tile.veil);
    // The site has it of what it blurs itself; the visitor may want more.
    if (siteBlur().includes(tile.veil)) setBlur(item, root + blurAddress(tile.number));
    else item.classList.add('covered');
  }
  if (tile.mark !== undefined) item.append(element('span', 'tile-mark', tile.mark));
  return item;
}

function drawImage(
  { number, ratio, alt }: Pick<DrawnTile, 'number' | 'ratio' | 'alt'>,
  root: string,
  isLazy: boolean,
): HTMLImageElement {
  const image = document.createElement('img');
  if (isLazy) image.loading = 'lazy';
  image.decoding = 'async';
  image.width = ratio;
  image.height = 100;
  image.alt = alt;
  // A long strip's thumbnail is too flat to fill a row.
  const isStrip = ratio === highestRatio;
  image.src = root + (isStrip ? previewAddress : thumbnailAddress)(number);
  return image;
}

/** Takes a tile's picture away, and says why. */
export function veilTile(link: HTMLElement, alt: string, rating: Rating): void {
  link.dataset['veiled'] = '';
  link.parentElement?.classList.add('blurred');
  link.replaceChildren(
    element('span', 'veil', ratingTitles[rating]),
    element('span', 'visually-hidden', alt),
  );
}

/** For the styles to show where there is room. A whole address: theirs would be relative to the style sheet. */
function setBlur(item: HTMLElement, address: string): void {
  item.style.setProperty('--blur', `url("${new URL(address, document.baseURI).href}")`);
}

/** Shows a veiled tile's picture; `false` where it is not veiled. `isLazy`: it comes when it is near the window. */
export function revealTile(link: HTMLElement, root: string, isLazy = false): boolean {
  const { veiled, number } = link.dataset;
  if (veiled === undefined) return false;
  delete link.dataset['veiled'];
  const item = link.parentElement;
  item?.classList.remove('blurred');
  const [, ratio = '100'] = /(?:^| )r(\d+)/.exec(item?.className ?? '') ?? [];
  const alt = link.querySelector('.visually-hidden')?.textContent ?? strings.post(Number(number));
  const image = drawImage({ number: Number(number), ratio: Number(ratio), alt }, root, isLazy);
  // A picture may have holes to look through to its placeholder.
  image.addEventListener('load', () => item?.style.removeProperty('background-image'), {
    once: true,
  });
  link.replaceChildren(image);
  return true;
}
