import { ByteReader, ByteWriter } from './bytes.ts';

/** A column's values in one block of numbers, by place; NaN where there is none. */
export type ColumnValues = Float64Array;

const kinds = { offsets: 0, steps: 1, choices: 2, exceptions: 3 } as const;

/** A form that a block may take: what stands before the planes, and a code a place, 0 for none. */
interface Form {
  readonly kind: number;
  readonly header: Uint8Array;
  readonly codes: Float64Array;
}

/**
 * Whole numbers from -2^48 to 2^48, or none, by place. Of four forms the one that is likely to be the shortest once it
 * is compressed: distances from the lowest, steps from the one before, places in a list of the values that there are, or
 * what differs from the commonest value. The same values give the same bytes.
 */
export function encodeColumn(values: ColumnValues): Uint8Array {
  const known = values.subarray(0, values.findLastIndex(isKnown) + 1);
  const tally = tallyOf(known);
  const forms = [offsetForm(known), stepForm(known), choiceForm(known, tally)].map(writeForm);
  const exceptions = writeExceptions(known, tally);
  const candidates = [...forms, exceptions];
  const costs = candidates.map(bitsOf);
  return candidates[costs.indexOf(Math.min(...costs))] ?? exceptions;
}

/** Whether there is a value. */
function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}

function offsetForm(values: ColumnValues): Form {
  let lowest = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < lowest) lowest = value;
  const base = Number.isFinite(lowest) ? lowest : 0;
  const codes = values.map((value) => (isKnown(value) ? value - base + 1 : 0));
  return { kind: kinds.offsets, header: written((header) => header.varint(zigzag(base))), codes };
}

function stepForm(values: ColumnValues): Form {
  let before = 0;
  const codes = values.map((value) => {
    if (!isKnown(value)) return 0;
    const step = zigzag(value - before);
    before = value;
    return step + 1;
  });
  return { kind: kinds.steps, header: new Uint8Array(), codes };
}

function choiceForm(values: ColumnValues, { counts }: Tally): Form {
  const choices = Float64Array.from([...counts.keys()].filter(isKnown)).sort();
  const codeOf = new Map<number, number>();
  choices.forEach((value, at) => {
    codeOf.set(value, at + 1);
  });
  const header = written((writer) => {
    writer.varint(choices.length);
    choices.forEach((value, at) => {
      writer.varint(at === 0 ? zigzag(value) : value - (choices[at - 1] ?? 0) - 1);
    });
  });
  return { kind: kinds.choices, header, codes: values.map((value) => codeOf.get(value) ?? 0) };
}

/** Codes as planes: the low byte of each, then the next byte of each: what is alike stands together. */
function writeForm({ kind, header, codes }: Form): Uint8Array {
  let largest = 0;
  for (const code of codes) if (code > largest) largest = code;
  const planes: Uint8Array[] = [];
  for (let scale = 1; scale <= largest; scale *= 256) {
    const plane = new Uint8Array(codes.length);
    // What is put into it is taken modulo 256.
    for (let at = 0; at < plane.length; at++) plane[at] = Math.floor((codes[at] ?? 0) / scale);
    planes.push(plane);
  }
  return written((writer) => {
    writer.byte(kind);
    writer.varint(codes.length);
    writer.bytes(header);
    writer.byte(planes.length);
    for (const plane of planes) writer.bytes(plane);
  });
}

function writeExceptions(values: ColumnValues, { counts, commonest }: Tally): Uint8Array {
  const optional = (value: number): number => (isKnown(value) ? zigzag(value) + 1 : 0);
  return written((writer) => {
    writer.byte(kinds.exceptions);
    writer.varint(values.length);
    writer.varint(optional(commonest));
    writer.varint(values.length - (counts.get(commonest) ?? 0));
    let next = 0;
    for (let place = 0; place < values.length; place++) {
      const value = values[place] ?? Number.NaN;
      if (Object.is(value, commonest)) continue;
      writer.varint(place - next);
      writer.varint(optional(value));
      next = place + 1;
    }
  });
}

/** How often each value stands in a block; NaN too is one. */
interface Tally {
  readonly counts: ReadonlyMap<number, number>;
  /** Of several the one that was the first to stand there so often. */
  readonly commonest: number;
}

function tallyOf(values: ColumnValues): Tally {
  const counts = new Map<number, number>();
  let commonest = Number.NaN;
  let most = 0;
  for (const value of values) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (count > most) {
      most = count;
      commonest = value;
    }
  }
  return { counts, commonest };
}

function written(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  write(writer);
  return writer.finish();
}

/** About the bits that a byte-wise entropy coder needs; by arithmetic that is the same on every machine. */
function bitsOf(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  let bits = 0;
  // A plane is at most some thousand bytes: pieces follow its change of character.
  for (let begin = 0; begin < bytes.length; begin += 2048) {
    const end = Math.min(bytes.length, begin + 2048);
    counts.fill(0);
    for (let at = begin; at < end; at++) counts[bytes[at] ?? 0] = (counts[bytes[at] ?? 0] ?? 0) + 1;
    for (const count of counts) if (count > 0) bits += count * log2((end - begin) / count) + 8;
  }
  return bits;
}

/** The logarithm to base 2, linear between powers of two. */
function log2(value: number): number {
  const whole = 31 - Math.clz32(value);
  return whole + value / 2 ** whole - 1;
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : value * 2;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** Throws a RangeError on bytes that are no column of such a block. */
export function decodeColumn(bytes: Uint8Array, blockSize: number): ColumnValues {
  const reader = new ByteReader(bytes);
  const values: ColumnValues = new Float64Array(blockSize).fill(Number.NaN);
  const kind = reader.byte();
  const count = reader.varint();
  if (count > blockSize) throw new RangeError('a column leaves its block');
  if (kind === kinds.offsets) {
    const base = unzigzag(reader.varint());
    readCodes(reader, count, (place, code) => {
      values[place] = base + code - 1;
    });
  } else if (kind === kinds.steps) {
    let before = 0;
    readCodes(reader, count, (place, code) => {
      before += unzigzag(code - 1);
      values[place] = before;
    });
  } else if (kind === kinds.choices) {
    const choices = readChoices(reader, blockSize);
    readCodes(reader, count, (place, code) => {
      const value = choices[code - 1];
      if (value === undefined) throw new RangeError('a column names no value of its list');
      values[place] = value;
    });
  } else if (kind === kinds.exceptions) {
    readExceptions(reader, values, count);
  } else {
    throw new RangeError(`a column of unknown kind ${kind}`);
  }
  if (!reader.isAtEnd) throw new RangeError('a column is longer than it says');
  return values;
}

function readCodes(
  reader: ByteReader,
  count: number,
  put: (place: number, code: number) => void,
): void {
  const width = reader.byte();
  if (width > 7) throw new RangeError('a number in a shard is too large');
  const planes = Array.from({ length: width }, () => reader.bytes(count));
  for (let place = 0; place < count; place++) {
    let code = 0;
    for (let plane = width - 1; plane >= 0; plane--)
      code = code * 256 + (planes[plane]?.[place] ?? 0);
    if (code > 0) put(place, code);
  }
}

function readChoices(reader: ByteReader, limit: number): readonly number[] {
  const count = reader.varint();
  if (count > limit) throw new RangeError('a column has more values than numbers');
  const choices: number[] = [];
  for (let at = 0; at < count; at++) {
    const code = reader.varint();
    choices.push(at === 0 ? unzigzag(code) : (choices[at - 1] ?? 0) + code + 1);
  }
  return choices;
}

function readExceptions(reader: ByteReader, values: ColumnValues, count: number): void {
  const read = (code: number): number => (code === 0 ? Number.NaN : unzigzag(code - 1));
  values.fill(read(reader.varint()), 0, count);
  let next = 0;
  for (let left = reader.varint(); left > 0; left--) {
    const place = next + reader.varint();
    if (place >= count) throw new RangeError('a column leaves its block');
    values[place] = read(reader.varint());
    next = place + 1;
  }
}
