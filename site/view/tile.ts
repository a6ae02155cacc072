import { postAddress, previewAddress, thumbnailAddress } from '../../catalog/addresses.ts';
import { type Rating, ratingLetter } from '../../catalog/rating.ts';
import { ratingTitles } from '../../catalog/wording.ts';
import { attributes, type Html, html } from '../html.ts';
import type { Tile } from '../page-data.ts';
import { strings } from '../strings.ts';
import { tileBadges } from './badges.ts';

/** Tiles that are surely in the first row of any screen: loaded before anything else. */
const urgentTiles = 4;

/** Pictures in justified rows, in order. The classes say shape and colour: the policy forbids style attributes. */
export function tileGrid(tiles: readonly Tile[], root: string): Html {
  return html`<ul class="grid">${tiles.map((tile, place) => tileItem(tile, place, root))}</ul>`;
}

function tileItem(tile: Tile, place: number, root: string): Html {
  const { number, ratio, colour, thumbhash, veil } = tile;
  const rating = veil === undefined ? undefined : ratingLetter(veil);
  return html`
<li${attributes({
    class: `r${ratio} c${colour}${veil === undefined ? '' : ' blurred'}`,
    'data-thumbhash': thumbhash,
    'data-rating': rating,
  })}><a class="tile" data-number="${number}" href="${root}${tile.address ?? postAddress(number)}"${
    veil !== undefined && html` data-veiled`
  }>${veil === undefined ? image(tile, place, root) : veiled(veil, nameOf(tile))}${tileBadges(tile)}</a></li>`;
}

/** What the picture is called: its tags, else its number. */
function nameOf({ alt, number }: Tile): string {
  return alt === '' ? strings.post(number) : alt;
}

/** Every picture is loaded when it comes into view, so that one which the visitor hides is never asked for. */
function image(tile: Tile, place: number, root: string): Html {
  return html`<img${attributes({
    src: root + thumbnailAddress(tile.number),
    width: tile.width,
    height: tile.height,
    alt: nameOf(tile),
    loading: 'lazy',
    fetchpriority: place < urgentTiles ? 'high' : undefined,
    decoding: 'async',
  })}${largerSource(tile, root)}>`;
}

/** No address of the picture: without a script it stays as it is. */
function veiled(rating: Rating, alt: string): Html {
  return html`<span class="veil">${ratingTitles[rating]}</span><span class="visually-hidden">${alt}</span>`;
}

/**
 * About how high a row is, and how much larger a preview is than a thumbnail unless the settings say otherwise. On a phone it
 * is less than the row is: a thumbnail with fewer pixels than so dense a screen looks as well there, and a preview
 * takes five times as long on its line.
 */
const rowHeights = { narrow: 100, wide: 250 };
const previewScale = 2.5;

/**
 * Lets the browser take the preview where the thumbnail has too few pixels: a dense screen, or a long strip. Not for
 * what moves, because its preview moves too.
 */
function largerSource({ number, width, height, badges }: Tile, root: string): Html | undefined {
  if (badges.includes('gif') || badges.includes('animated')) return undefined;
  const shown = (row: number): string => `${Math.round((row * width) / height)}px`;
  return attributes({
    srcset: `${root}${thumbnailAddress(number)} ${width}w, ${root}${previewAddress(number)} ${Math.round(width * previewScale)}w`,
    sizes: `(min-width: 768px) ${shown(rowHeights.wide)}, ${shown(rowHeights.narrow)}`,
  });
}
