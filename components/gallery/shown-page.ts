import { isObject, own, ownArray, ownCount, ownObject, ownText } from '../../catalog/json.ts';
import { parseRating } from '../../catalog/rating.ts';
import { showsHidden } from '../filter/shows-hidden.ts';
import { formatVisitorSettings, type VisitorSettings } from '../settings/visitor-settings.ts';
import type { DrawnTile } from '../tile.ts';

/** Tiles of a gallery that follow each other. */
export interface ShownTiles {
  /** The place of the first. */
  readonly from: number;
  /** All posts of the gallery. */
  readonly total: number;
  readonly tiles: readonly DrawnTile[];
}

/** What a gallery showed around a tile: enough to draw it again before anything of the index has come. */
export interface ShownPage extends ShownTiles {
  /** What was shown, in what way: the search, and the visitor's settings. Where it differs, it is not to be shown again. */
  readonly of: string;
  /** Posts a page. */
  readonly size: number;
}

/** Names a search as a visitor sees it: what the site or he has hidden or blurred since then is not shown again. */
export function nameOfShown(text: string, settings: VisitorSettings): string {
  const { blur = '' } = document.documentElement.dataset;
  const all = showsHidden() ? 'all' : '';
  return [blur, all, formatVisitorSettings(settings), text].join(' ');
}

/** What the history's entry remembers of a page; `undefined`: nothing that can be drawn. */
export function readShownPage(state: unknown): ShownPage | undefined {
  if (!isObject(state)) return undefined;
  const shown = ownObject(state, 'shown');
  if (!shown) return undefined;
  const of = ownText(shown, 'of');
  const [size, from, total] = ['size', 'from', 'total'].map((name) => ownCount(shown, name));
  const read = ownArray(shown, 'tiles').map(readTile);
  const tiles = read.filter((tile) => tile !== undefined);
  const isWhole = tiles.length === read.length && tiles.length > 0;
  if (of === undefined || !size || from === undefined || !total || !isWhole) return undefined;
  return { of, size, from, total, tiles };
}

function readTile(value: unknown): DrawnTile | undefined {
  if (!isObject(value)) return undefined;
  const number = ownCount(value, 'number');
  const ratio = ownCount(value, 'ratio');
  const alt = ownText(value, 'alt');
  const veil = parseRating(own(value, 'veil'));
  // What cannot be read might have been there to hide it.
  const isVeiled = own(value, 'veil') !== undefined;
  if (!number || !ratio || alt === undefined || isVeiled !== (veil !== undefined)) return undefined;
  const query = own(value, 'query');
  return {
    number,
    ratio,
    alt,
    ...(typeof query === 'string' ? { query } : {}),
    veil,
    mark: ownText(value, 'mark'),
  };
}
