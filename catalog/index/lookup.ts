import { ByteReader, ByteWriter } from './bytes.ts';
import { idColumn } from './columns.ts';
import { NameReader, NameWriter } from './front-coding.ts';

/** A stretch of a sorted table: key → the posts that have it, ascending. */
export type LookupBlock = ReadonlyMap<string, readonly number[]>;

/** The table of posts by the MD5 of their file, in hex. */
export const lookupOfMd5 = 'md5';

/** The table of posts by a site's id of them. */
export function lookupOfIds(site: string): string {
  return idColumn(site);
}

/** The table of posts by the id that a site gives their parent. */
export function lookupOfParents(site: string): string {
  return `parent-${idColumn(site)}`;
}

/** Keys must come sorted. */
export function encodeLookup(block: LookupBlock): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(block.size);
  const names = new NameWriter(writer);
  for (const [key, numbers] of block) {
    names.write(key);
    writer.varint(numbers.length);
    let next = 0;
    for (const number of numbers) {
      writer.varint(number - next);
      next = number + 1;
    }
  }
  return writer.finish();
}

/** Throws a RangeError on bytes that are no block of a table. */
export function decodeLookup(bytes: Uint8Array): LookupBlock {
  const reader = new ByteReader(bytes);
  const names = new NameReader(reader);
  const block = new Map<string, readonly number[]>();
  for (let left = reader.varint(); left > 0; left--) {
    const key = names.read();
    const numbers: number[] = [];
    let next = 0;
    for (let more = reader.varint(); more > 0; more--) {
      const number = next + reader.varint();
      numbers.push(number);
      next = number + 1;
    }
    block.set(key, numbers);
  }
  if (!reader.isAtEnd) throw new RangeError('a table is longer than it says');
  return block;
}
