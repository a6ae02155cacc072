import { ByteReader, ByteWriter } from '../../catalog/index/bytes.ts';
import type { Library } from '../../pipeline/library/library.ts';

/** The terms of consecutive posts, by place, each ascending; `undefined`: no such post. */
export type SeenTerms = (Uint32Array | undefined)[];

export function encodeSeen(posts: Readonly<SeenTerms>): Uint8Array {
  const writer = new ByteWriter();
  for (const ids of posts) {
    writer.varint(ids === undefined ? 0 : ids.length + 1);
    let next = 0;
    for (const id of ids ?? []) {
      writer.varint(id - next);
      next = id + 1;
    }
  }
  return writer.finish();
}

export function decodeSeen(bytes: Uint8Array, size: number): SeenTerms {
  const reader = new ByteReader(bytes);
  return Array.from({ length: size }, () => {
    const length = reader.varint() - 1;
    if (length < 0) return undefined;
    let next = 0;
    return Uint32Array.from({ length }, () => {
      const id = next + reader.varint();
      next = id + 1;
      return id;
    });
  });
}

/** Every term of a post of the library, system terms too, ascending; `undefined`: there is no such post. */
export function readTerms(library: Library, number: number): Uint32Array | undefined {
  const row = library.sql('SELECT terms FROM posts WHERE number = ?').get(number);
  return row && unpackIds(row['terms'] as Uint8Array);
}

/** The same of every post from `first` to `last`. */
export function* readAllTerms(
  library: Library,
  first = 1,
  last = Number.MAX_SAFE_INTEGER,
): Generator<readonly [number, Uint32Array]> {
  const rows = library
    .sql('SELECT number, terms FROM posts WHERE number BETWEEN ? AND ? ORDER BY number')
    .iterate(first, last);
  for (const row of rows) yield [Number(row['number']), unpackIds(row['terms'] as Uint8Array)];
}

/** As packed by pipeline/library/pack-terms.ts. */
function unpackIds(packed: Uint8Array): Uint32Array {
  const words = new Uint32Array(packed.slice().buffer);
  return words.map((word) => word >>> 6).sort();
}
