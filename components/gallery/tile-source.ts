import type { DrawnTile } from '../tile.ts';
import type { BadgeFacts } from './draw-badges.ts';

/** Where an endless gallery has its posts from, by place. */
export interface TileSource {
  /** All posts; `undefined` until they are counted. */
  readonly total: number | undefined;
  readonly count: () => Promise<number>;
  /** The tiles at the places `from` … `to` - 1. */
  readonly tiles: (from: number, to: number) => Promise<readonly DrawnTile[]>;
  /** What the badges of some posts say, in the same order. */
  readonly badges: (numbers: readonly number[]) => Promise<readonly BadgeFacts[]>;
}
