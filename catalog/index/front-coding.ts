import type { ByteReader, ByteWriter } from './bytes.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Writes sorted names, each as the bytes that it shares with the one before and the further ones. */
export class NameWriter {
  readonly #writer: ByteWriter;
  #previous: Uint8Array = new Uint8Array();

  constructor(writer: ByteWriter) {
    this.#writer = writer;
  }

  write(text: string): void {
    const name = encoder.encode(text);
    const shared = sharedLength(this.#previous, name);
    this.#writer.varint(shared);
    this.#writer.varint(name.length - shared);
    this.#writer.bytes(name.subarray(shared));
    this.#previous = name;
  }
}

function sharedLength(a: Uint8Array, b: Uint8Array): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length += 1;
  return length;
}

/**
 * Reads so many names that stand together, with a line feed between them: no name has one. Much lighter than one by one.
 * Throws a RangeError where the bytes are no names.
 */
export function readNames(reader: ByteReader, count: number): string {
  let bytes = new Uint8Array(count * 16);
  let end = 0;
  let previous = 0;
  for (let left = count; left > 0; left--) {
    const shared = reader.varint();
    const rest = reader.bytes(reader.varint());
    if (shared > Math.max(0, end - 1 - previous)) {
      throw new RangeError('a name shares more than there is');
    }
    if (rest.includes(lineFeed)) throw new RangeError('a name of two lines');
    const length = shared + rest.length;
    if (end + length + 1 > bytes.length) bytes = longer(bytes, end + length + 1);
    bytes.copyWithin(end, previous, previous + shared);
    bytes.set(rest, end + shared);
    bytes[end + length] = lineFeed;
    previous = end;
    end += length + 1;
  }
  return decode(bytes.subarray(0, Math.max(0, end - 1)));
}

/** The names that `readNames` read. */
export function splitNames(text: string, count: number): readonly string[] {
  return count === 0 ? [] : text.split('\n');
}

const lineFeed = 10;

function longer(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(Math.max(bytes.length * 2, least));
  more.set(bytes);
  return more;
}

function decode(name: Uint8Array): string {
  try {
    return decoder.decode(name);
  } catch (cause) {
    throw new RangeError('a name is no UTF-8', { cause });
  }
}

/** Reads what a NameWriter wrote, a name at a time. */
export class NameReader {
  readonly #reader: ByteReader;
  #previous: Uint8Array = new Uint8Array();

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  /** Throws a RangeError where the bytes are no name. */
  read(): string {
    const shared = this.#reader.varint();
    const rest = this.#reader.bytes(this.#reader.varint());
    if (shared > this.#previous.length) throw new RangeError('a name shares more than there is');
    const name = new Uint8Array(shared + rest.length);
    name.set(this.#previous.subarray(0, shared));
    name.set(rest, shared);
    this.#previous = name;
    return decode(name);
  }
}
