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
  const hashes = new Uint32Array(names.length);
  for (let place = 0; place < names.length; place++) {
    hashes[place] = fnv1aOfText(names[place] ?? '');
  }
  const borders = lowestAround(hashes, average >>> 1);
  const blocks: NameBlock[] = [];
  const ids = new Set([blockId('', true)]);
  let begin = 0;
  const cut = (end: number): void => {
    if (end > begin) blocks.push({ id: idAt(begin), names: names.slice(begin, end) });
    begin = end;
  };
  const idAt = (place: number): string => blockId(names[place] ?? '', place === 0);
  for (const border of borders) {
    // Another block of the same id would take its place.
    if (border === 0 || ids.has(idAt(border))) continue;
    ids.add(idAt(border));
    cut(border);
  }
  cut(names.length);
  return blocks;
}

/** Places of hashes that are the lowest within `reach` places on both sides, ascending; of equal ones the first. */
function lowestAround(hashes: Uint32Array, reach: number): readonly number[] {
  const lowest: number[] = [];
  // Places whose hashes rise, from `head` to `tail` - 1: the first is the lowest of the window that ends at `end`.
  const rising = new Int32Array(hashes.length);
  let head = 0;
  let tail = 0;
  for (let end = 0; end < hashes.length + reach; end++) {
    if (end < hashes.length) {
      const hash = hashes[end] ?? 0;
      while (tail > head && (hashes[rising[tail - 1] ?? 0] ?? 0) > hash) tail -= 1;
      rising[tail++] = end;
    }
    const middle = end - reach;
    while (head < tail && (rising[head] ?? 0) < middle - reach) head += 1;
    if (middle >= reach && head < tail && rising[head] === middle) lowest.push(middle);
  }
  return lowest;
}
