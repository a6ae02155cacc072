import { blockId } from './block-list.ts';
import { fnv1aOfText } from './content-hash.ts';

/** A run of sorted names that share a file. */
export interface NameBlock {
  /** Part of the file's name. */
  readonly id: string;
  readonly names: readonly string[];
}

/**
 * Cuts sorted names into blocks of about `average` names. A name begins a block where its hash is lower than those of
 * half as many names on both sides, not before there are so many: so no block is much longer than another, and a name more or less moves no border that
 * is further away than that.
 */
export function cutIntoBlocks(names: readonly string[], average: number): readonly NameBlock[] {
  const borders = lowestAround(Uint32Array.from(names, fnv1aOfText), average >>> 1);
  const blocks: { id: string; names: string[] }[] = [];
  const ids = new Set<string>();
  let current: string[] | undefined;
  for (const [place, name] of names.entries()) {
    const id = current && !borders.has(place) ? undefined : blockId(name, current === undefined);
    if (current && (id === undefined || ids.has(id))) current.push(name);
    else if (id !== undefined) {
      ids.add(id);
      current = [name];
      blocks.push({ id, names: current });
    }
  }
  return blocks;
}

/** Places of hashes that are the lowest within `reach` places on both sides; of equal ones the first. */
function lowestAround(hashes: Uint32Array, reach: number): ReadonlySet<number> {
  const lowest = new Set<number>();
  // Places whose hashes rise: the first is the lowest of the window that ends at `end`.
  const rising: number[] = [];
  let head = 0;
  for (let end = 0; end < hashes.length + reach; end++) {
    if (end < hashes.length) {
      const hash = hashes[end] ?? 0;
      while (rising.length > head && (hashes[rising.at(-1) ?? 0] ?? 0) > hash) rising.pop();
      rising.push(end);
    }
    const middle = end - reach;
    while ((rising[head] ?? middle) < middle - reach) head += 1;
    if (middle >= reach && rising[head] === middle) lowest.add(middle);
  }
  return lowest;
}
