import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { pageFilter } from '../filter/page-filter.ts';
import type { PageContext } from '../page-context.ts';
import { veilTile } from '../tile.ts';
import { revealWished } from './reveal-wished.ts';
import { membersOf, numberOf, veilsOf } from './tile-facts.ts';

/** Hides, veils and shows what the visitor's settings say. None of it has been loaded: the styles kept it back. */
export async function filterTiles(grid: HTMLElement, context: PageContext): Promise<void> {
  const { shards, settings } = context;
  const tiles = [...grid.querySelectorAll<HTMLElement>('a.tile')];
  const numbers = tiles.map(numberOf);
  const filter = pageFilter(settings.current);
  const { hidden, veils } = await shards.ask(async (manifest, load) => {
    const index = new ShardIndex(manifest, load);
    return {
      hidden: filter.hidden ? await membersOf(numbers, filter.hidden, index) : new Set(),
      veils: await veilsOf(numbers, filter.blurred, index),
    };
  });
  for (const tile of tiles) {
    const veil = veils.get(numberOf(tile));
    if (hidden.has(numberOf(tile))) tile.parentElement?.setAttribute('hidden', '');
    else if (veil !== undefined && tile.dataset['veiled'] === undefined) {
      veilTile(tile, tile.querySelector('img')?.alt ?? '', veil);
    }
  }
  revealWished(grid, context);
}
