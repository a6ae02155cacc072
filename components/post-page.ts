import { postAddress } from '../catalog/addresses.ts';
import { parseHashes } from '../catalog/index/manifest.ts';
import {
  blockOf,
  parseRelations,
  type Relations,
  relationsOf,
} from '../catalog/index/relations.ts';
import { jsonOf } from '../catalog/index/shard.ts';
import { shardNames } from '../catalog/index/shard-index.ts';
import { markReady, type PageContext, pageContext } from './page-context.ts';
import { loadRatios } from './shapes.ts';
import { strings } from './strings.ts';
import { drawTile } from './tile.ts';

/** More children than this are counted, not shown. */
const mostChildren = 60;

/** Fills in what a post's page cannot know by itself: its neighbours and its relatives. */
async function showRelations(): Promise<void> {
  try {
    const number = Number(find('[data-post]')?.dataset['post']);
    const context = pageContext();
    await fill(number, context);
    markReady('ok');
  } catch (error) {
    const notice = find('[data-relations-error]');
    if (notice) {
      notice.textContent = `${strings.noRelations} ${error instanceof Error ? error.message : error}.`;
      notice.hidden = false;
    }
    markReady('error');
  }
}

async function fill(number: number, { root, shards }: PageContext): Promise<void> {
  const { relations, ratios } = await shards.ask(async (manifest, load) => {
    const hashes = parseHashes(jsonOf(await load(shardNames.relationsList, manifest.relations)));
    const size = manifest.parameters.block;
    const block = blockOf(number, size);
    const content = await load(shardNames.relations(block), hashes[block] ?? '');
    const last = Math.min((block + 1) * size, manifest.highest);
    const found = relationsOf(parseRelations(jsonOf(content)), number, block * size + 1, last);
    return { relations: found, ratios: await loadRatios(relativesOf(found), manifest, load) };
  });
  link('[data-previous]', relations.previous, root);
  link('[data-next]', relations.next, root);
  showFamily(relations, ratios, root);
}

function relativesOf({ parent, children }: Relations): readonly number[] {
  return [...(parent === undefined ? [] : [parent]), ...children.slice(0, mostChildren)];
}

function showFamily(relations: Relations, ratios: readonly number[], root: string): void {
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
  const family = find('[data-family]');
  if (family) family.hidden = false;
  const words = [
    ...(parents > 0 ? [strings.parent] : []),
    ...(children.length > 0 ? [strings.children(children.length)] : []),
  ];
  const jump = find('[data-family-link]');
  if (jump) {
    jump.textContent = words.join(' · ');
    jump.hidden = false;
  }
}

function showStrip(selector: string, title: string, tiles: readonly HTMLElement[]): void {
  const strip = find(selector);
  if (!strip || tiles.length === 0) return;
  const heading = strip.querySelector('h2');
  if (heading) heading.textContent = title;
  strip.querySelector('ul')?.replaceChildren(...tiles);
  strip.hidden = false;
}

function link(selector: string, number: number | undefined, root: string): void {
  const anchor = document.querySelector<HTMLAnchorElement>(selector);
  if (!anchor || number === undefined) return;
  anchor.href = root + postAddress(number);
  anchor.hidden = false;
}

function find(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector);
}

void showRelations();
