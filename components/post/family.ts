import { parseHashes } from '../../catalog/index/manifest.ts';
import {
  blockOf,
  parseRelations,
  type Relations,
  relationsOf,
} from '../../catalog/index/relations.ts';
import { jsonOf } from '../../catalog/index/shard.ts';
import { ShardColumns } from '../../catalog/index/shard-columns.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { ShardReader } from '../../catalog/index/shard-reader.ts';
import type { PageContext } from '../page-context.ts';
import { loadRatios } from '../shapes.ts';
import { strings } from '../strings.ts';
import { drawTile } from '../tile.ts';

/** More children than this are counted, not shown. */
const mostChildren = 60;

/** Shows a post's parent and children, and answers what the index knows of its neighbours. */
export async function showFamily(
  number: number,
  { root, shards }: PageContext,
): Promise<Relations> {
  const { relations, ratios } = await shards.ask(async (manifest, load) => {
    const columns = new ShardColumns(manifest, new ShardReader(load, undefined));
    const hashes = parseHashes(jsonOf(await load(shardNames.relationsList, manifest.relations)));
    const size = manifest.parameters.block;
    const block = blockOf(number, size);
    const content = await load(shardNames.relations(block), hashes[block] ?? '');
    const last = Math.min((block + 1) * size, manifest.highest);
    const found = relationsOf(parseRelations(jsonOf(content)), number, block * size + 1, last);
    return { relations: found, ratios: await loadRatios(relativesOf(found), columns) };
  });
  draw(relations, ratios, root);
  return relations;
}

function relativesOf({ parent, children }: Relations): readonly number[] {
  return [...(parent === undefined ? [] : [parent]), ...children.slice(0, mostChildren)];
}

function draw(relations: Relations, ratios: readonly number[], root: string): void {
  const { parent, children } = relations;
  const relatives = relativesOf(relations);
  if (relatives.length === 0) return;
  const tiles = relatives.map((number, place) =>
    drawTile(
      { number, ratio: ratios[place] ?? 100, alt: strings.post(number), isLazy: true },
      root,
    ),
  );
  const parents = parent === undefined ? 0 : 1;
  showStrip('[data-parent]', strings.parent, tiles.slice(0, parents));
  showStrip('[data-children]', strings.children(children.length), tiles.slice(parents));
  const family = document.querySelector<HTMLElement>('[data-family]');
  if (family) family.hidden = false;
  const words = [
    ...(parents > 0 ? [strings.parent] : []),
    ...(children.length > 0 ? [strings.children(children.length)] : []),
  ];
  const jump = document.querySelector<HTMLElement>('[data-family-link]');
  if (jump) {
    jump.textContent = words.join(' · ');
    jump.hidden = false;
  }
}

function showStrip(selector: string, title: string, tiles: readonly HTMLElement[]): void {
  const strip = document.querySelector<HTMLElement>(selector);
  if (!strip || tiles.length === 0) return;
  const heading = strip.querySelector('h2');
  if (heading) heading.textContent = title;
  strip.querySelector('ul')?.replaceChildren(...tiles);
  strip.hidden = false;
}
