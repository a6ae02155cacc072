import { parseHashes } from '../../catalog/index/manifest.ts';
import {
  blockOf,
  parseRelations,
  type Relations,
  relationsOf,
} from '../../catalog/index/relations.ts';
import { jsonOf } from '../../catalog/index/shard.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { type ShownPost, shownPosts } from '../gallery/shown-posts.ts';
import type { PageContext } from '../page-context.ts';
import { strings } from '../strings.ts';
import { drawTile, revealTile } from '../tile.ts';

/** More children than this are counted, not shown. */
const mostChildren = 60;
/** As many relatives are seen above the picture, small, where there is room. */
const mostThumbs = 4;

/** Shows a post's parent and children, as far as the visitor wants to see them, and answers what the index knows of its neighbours. */
export async function showFamily(
  number: number,
  { root, shards, settings }: PageContext,
): Promise<Relations> {
  const { relations, relatives } = await shards.ask(async (manifest, load) => {
    const hashes = parseHashes(jsonOf(await load(shardNames.relationsList, manifest.relations)));
    const size = manifest.parameters.block;
    const block = blockOf(number, size);
    const content = await load(shardNames.relations(block), hashes[block] ?? '');
    const last = Math.min((block + 1) * size, manifest.highest);
    const found = relationsOf(parseRelations(jsonOf(content)), number, block * size + 1, last);
    const index = new ShardIndex(manifest, load);
    const shown = await shownPosts(relativesOf(found), settings.current, index);
    return { relations: found, relatives: shown };
  });
  if (relativesOf(relations).length > 0) draw(relations, relatives, root);
  return relations;
}

/** Those that are drawn: the parent, and of the children the first sixty. */
export function relativesOf({ parent, children }: Relations): readonly number[] {
  return [...(parent === undefined ? [] : [parent]), ...children.slice(0, mostChildren)];
}

function draw(relations: Relations, relatives: readonly ShownPost[], root: string): void {
  const { parent, children } = relations;
  const isParent = ({ number }: ShownPost): boolean => number === parent;
  showStrip('[data-parent]', strings.parent, relatives.filter(isParent), root);
  const others = relatives.filter((post) => !isParent(post));
  showStrip('[data-children]', strings.children(children.length), others, root);
  const family = document.querySelector<HTMLElement>('[data-family]');
  if (family) family.hidden = relatives.length === 0;
  const words = [
    ...(parent === undefined ? [] : [strings.parent]),
    ...(children.length > 0 ? [strings.children(children.length)] : []),
  ];
  const jump = document.querySelector<HTMLElement>('[data-family-link]');
  if (jump) {
    jump.textContent = words.join(' · ');
    jump.hidden = false;
  }
  const seen = relatives.filter(({ veil }) => veil === undefined).slice(0, mostThumbs);
  const thumbs = seen.map((post) => drawPost(post, root).firstElementChild);
  document
    .querySelector('[data-family-thumbs]')
    ?.replaceChildren(...thumbs.filter((thumb) => thumb !== null));
}

function showStrip(
  selector: string,
  title: string,
  posts: readonly ShownPost[],
  root: string,
): void {
  const strip = document.querySelector<HTMLElement>(selector);
  if (!strip || posts.length === 0) return;
  const heading = strip.querySelector('h2');
  if (heading) heading.textContent = title;
  strip.querySelector('ul')?.replaceChildren(...posts.map((post) => drawPost(post, root)));
  strip.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link && revealTile(link, root)) event.preventDefault();
  });
  strip.hidden = false;
}

function drawPost({ number, ratio, veil }: ShownPost, root: string): HTMLLIElement {
  return drawTile({ number, ratio, alt: strings.post(number), veil }, root);
}
