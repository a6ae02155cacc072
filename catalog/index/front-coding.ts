import type { ByteReader, ByteWriter } from './bytes.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

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

/** Reads what a NameWriter wrote. */
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
    try {
      return decoder.decode(name);
    } catch (cause) {
      throw new RangeError('a name is no UTF-8', { cause });
    }
  }
}
