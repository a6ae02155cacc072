import { postAddress, thumbnailAddress } from '../../catalog/addresses.ts';
import { type Rating, ratingLetter } from '../../catalog/rating.ts';
import {
  phoneShare,
  phoneWidth,
  type SmallSizes,
  tileSources,
} from '../../catalog/tile-sources.ts';
import { ratingTitles } from '../../catalog/wording.ts';
import { attributes, type Html, html } from '../html.ts';
import type { Tile } from '../page-data.ts';
import { strings } from '../strings.ts';
import { tileBadges } from './badges.ts';

/** Tiles that are surely in the first row of any screen: loaded before anything else. */
const urgentTiles = 4;

/** Pictures in justified rows, in order. The classes say shape and colour: the policy forbids style attributes. */
export function tileGrid(tiles: readonly Tile[], root: string, sizes: SmallSizes): Html {
  return html`<ul class="grid">${tiles.map((tile, place) => tileItem(tile, place, root, sizes))}</ul>`;
}

function tileItem(tile: Tile, place: number, root: string, sizes: SmallSizes): Html {
  const { number, ratio, colour, thumbhash, veil } = tile;
  const rating = veil === undefined ? undefined : ratingLetter(veil);
  return html`
<li${attributes({
    class: `r${ratio} c${colour}${veil === undefined ? '' : ' blurred'}`,
    'data-thumbhash': thumbhash,
    'data-rating': rating,
  })}><a class="tile" data-number="${number}" href="${root}${tile.address ?? postAddress(number)}"${
    veil !== undefined && html` data-veiled`
  }>${veil === undefined ? image(tile, place, root, sizes) : veiled(veil, nameOf(tile))}${tileBadges(tile)}</a></li>`;
}

/** What the picture is called: its tags, else its number. */
function nameOf({ alt, number }: Tile): string {
  return alt === '' ? strings.post(number) : alt;
}

/** Every picture is loaded when it comes into view, so that one which the visitor hides is never asked for. */
function image(tile: Tile, place: number, root: string, sizes: SmallSizes): Html {
  return html`<img${attributes({
    src: root + thumbnailAddress(tile.number),
    width: tile.width,
    height: tile.height,
    alt: nameOf(tile),
    loading: 'lazy',
    fetchpriority: place < urgentTiles ? 'high' : undefined,
    decoding: 'async',
  })}${largerSource(tile, root, sizes)}>`;
}

/** No address of the picture: without a script it stays as it is. */
function veiled(rating: Rating, alt: string): Html {
  return html`<span class="veil">${ratingTitles[rating]}</span><span class="visually-hidden">${alt}</span>`;
}

/** About how high a row is, in CSS pixels. */
const rowHeights = { narrow: 160, wide: 250 };

/**
 * Lets the browser take the preview where the thumbnail has too few pixels: a dense screen, or a long strip. Not for
 * what moves, because its preview moves too.
 */
function largerSource(
  { number, width, height, badges }: Tile,
  root: string,
  sizes: SmallSizes,
): Html | undefined {
  if (badges.includes('gif') || badges.includes('animated')) return undefined;
  const shown = (row: number): string => `${Math.round((row * width) / height)}px`;
  return attributes({
    srcset: tileSources(number, width, sizes, root),
    sizes: `(min-width: ${phoneWidth}px) ${shown(rowHeights.wide)}, ${shown(rowHeights.narrow * phoneShare)}`,
  });
}
