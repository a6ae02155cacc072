import type { NameBlock } from '../../catalog/index/name-blocks.ts';
import { placeOf } from '../../catalog/index/vocabulary.ts';
import type { IndexChanges } from './index-parts.ts';

/** How many blocks on both sides of a name that came or went can have got another border. */
const reach = 2;

/**
 * Ids of the blocks that hold, or held, a changed name, with those beside it: a border depends on the names around it.
 * `undefined`: all of them.
 */
export function changedBlocks(
  blocks: readonly NameBlock[],
  names: IndexChanges['names'],
): Set<string> | undefined {
  if (names === undefined) return undefined;
  const changed = new Set<string>();
  const places = new Map(blocks.map((block, place) => [block, place]));
  for (const name of names) {
    const own = homeOf(blocks, name);
    const place = own && places.get(own);
    if (place === undefined) continue;
    for (const { id } of blocks.slice(Math.max(0, place - reach), place + reach + 1)) {
      changed.add(id);
    }
  }
  return changed;
}

/** The block that a name belongs to. */
export function homeOf(blocks: readonly NameBlock[], name: string): NameBlock | undefined {
  return blocks[
    Math.max(
      0,
      placeOf(blocks, (block) => block.names[0] ?? '', name),
    )
  ];
}
