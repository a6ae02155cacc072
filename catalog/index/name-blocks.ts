import { blockId } from './block-list.ts';
import { fnv1a } from './content-hash.ts';

/** A run of sorted names that share a file. */
export interface NameBlock {
  /** Part of the file's name. */
  readonly id: string;
  readonly names: readonly string[];
}

const encoder = new TextEncoder();

/**
 * Cuts sorted names into blocks of `average` names. A name begins a block by its own hash alone, so a name more or
 * less changes one block and moves no other.
 */
export function cutIntoBlocks(names: readonly string[], average: number): readonly NameBlock[] {
  const blocks: { id: string; names: string[] }[] = [];
  const ids = new Set<string>();
  for (const name of names) {
    const current = blocks.at(-1);
    const id = blockId(name, current === undefined);
    if (current && (!beginsBlock(name, average) || ids.has(id))) current.names.push(name);
    else {
      ids.add(id);
      blocks.push({ id, names: [name] });
    }
  }
  return blocks;
}

function beginsBlock(name: string, average: number): boolean {
  return fnv1a(encoder.encode(name)) % average === 0;
}
