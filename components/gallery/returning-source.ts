import type { DrawnTile } from '../tile.ts';
import type { BadgeFacts } from './draw-badges.ts';
import type { ShownPage } from './shown-page.ts';
import type { TileSource } from './tile-source.ts';

/** What a visitor comes back to: what was shown is there at once, and all else when the index has been opened again. */
export class ReturningSource implements TileSource {
  readonly #shown: ShownPage;
  #open: (source: TileSource) => void = () => {};
  readonly #opening = new Promise<TileSource>((resolve) => {
    this.#open = resolve;
  });

  constructor(shown: ShownPage) {
    this.#shown = shown;
  }

  get total(): number {
    return this.#shown.total;
  }

  async count(): Promise<number> {
    return this.total;
  }

  async tiles(from: number, to: number): Promise<readonly DrawnTile[]> {
    const { from: first, tiles } = this.#shown;
    if (from >= first && to <= first + tiles.length) return tiles.slice(from - first, to - first);
    return (await this.#opening).tiles(from, to);
  }

  async badges(numbers: readonly number[]): Promise<readonly BadgeFacts[]> {
    return (await this.#opening).badges(numbers);
  }

  /** Goes on from the opened index where everything is as it was shown; `false`: it has become another one. */
  async goOnFrom(source: TileSource): Promise<boolean> {
    const { from, total, tiles } = this.#shown;
    if ((await source.count()) !== total) return false;
    const now = await source.tiles(from, from + tiles.length);
    if (JSON.stringify(now) !== JSON.stringify(tiles)) return false;
    this.#open(source);
    return true;
  }
}
