import { isTextList } from '../json.ts';
import { ShardError } from './shard.ts';

/** The texts of a block's posts, by place. JSON: a text alone stands for itself, none for 0. */
export function formatTextBlock(block: readonly (readonly string[])[]): string {
  const end = block.findLastIndex((texts) => texts.length > 0) + 1;
  const items = block.slice(0, end).map((texts) => {
    if (texts.length === 0) return 0;
    return texts.length === 1 ? texts[0] : texts;
  });
  return JSON.stringify(items);
}

/** Throws a ShardError on anything else than texts of such a block. */
export function parseTextBlock(value: unknown, blockSize: number): readonly (readonly string[])[] {
  if (!Array.isArray(value) || value.length > blockSize) {
    throw new ShardError('a block of texts is no list of its size');
  }
  return value.map((item: unknown): readonly string[] => {
    if (item === 0) return [];
    if (typeof item === 'string') return [item];
    if (isTextList(item)) return item;
    throw new ShardError('a block of texts holds something else');
  });
}
