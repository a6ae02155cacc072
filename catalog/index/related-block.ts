import { namedCategories } from '../related/formula.ts';
import type { Related, RelatedReason } from '../related/reason.ts';
import { compareTags } from '../tag.ts';
import { BitReader, BitWriter } from './bits.ts';
import { fnv1a } from './content-hash.ts';

/** What a block says of one post. */
export interface RelatedEntry {
  /** Of the post's tags, so that reasons are not read by a page that shows other tags: see `tagsCheck`. */
  readonly check: number;
  /** The best first. */
  readonly related: readonly Related[];
}

/** Most related posts that an entry can hold. */
const mostRelated = 31;
const countBits = 5;
const checkBits = 8;
const widthBits = 5;
const kindBits = 2;
const similarKind = namedCategories.length;

const encoder = new TextEncoder();

/** The hash of one tag, to be added up with those of the post's other tags. */
export function tagHash(name: string): number {
  return fnv1a(encoder.encode(name));
}

/** What a RelatedEntry's `check` must be: the sum of the tags' hashes, its low eight bits. */
export function checkOf(hashes: Iterable<number>): number {
  let sum = 0;
  for (const hash of hashes) sum = (sum + hash) & 0xff;
  return sum;
}

/** The names of a page's tags in the order that reasons count in. */
export function inReasonOrder(names: Iterable<string>): readonly string[] {
  return [...names].sort(compareTags);
}

/**
 * A block of consecutive numbers, bit after bit; see docs/index-format.md. `undefined`: no post has the number.
 */
export function encodeRelatedBlock(entries: readonly (RelatedEntry | undefined)[]): Uint8Array {
  const writer = new BitWriter();
  for (const entry of entries) {
    const related = entry?.related ?? [];
    if (related.length > mostRelated) throw new RangeError('an entry has too many related posts');
    writer.bits(related.length, countBits);
    if (entry === undefined || related.length === 0) continue;
    writer.bits(entry.check, checkBits);
    writeRelated(writer, related);
  }
  return writer.finish();
}

function writeRelated(writer: BitWriter, related: readonly Related[]): void {
  const width = 32 - Math.clz32(related.reduce((most, { number }) => Math.max(most, number), 1));
  writer.bits(width - 1, widthBits);
  let last: RelatedReason = { kind: 'similar', count: 0 };
  for (const { number, reason } of related) {
    writer.bits(number, width);
    if (isSame(reason, last)) {
      writer.bits(1, 1);
      continue;
    }
    writer.bits(0, 1);
    if (reason.kind === 'similar') {
      writer.bits(similarKind, kindBits);
      const before = last.kind === 'similar' ? last.count : 0;
      const step = reason.count - before;
      writer.gamma(step > 0 ? step * 2 : 1 - step * 2);
    } else {
      writer.bits(namedCategories.indexOf(reason.kind), kindBits);
      writer.gamma(reason.tag + 1);
    }
    last = reason;
  }
}

function isSame(a: RelatedReason, b: RelatedReason): boolean {
  if (a.kind === 'similar') return b.kind === 'similar' && a.count === b.count;
  return a.kind === b.kind && b.tag === a.tag;
}

/** Reads a block of `size` numbers. Throws a RangeError on bytes that are none. */
export function decodeRelatedBlock(bytes: Uint8Array, size: number): readonly RelatedEntry[] {
  const reader = new BitReader(bytes);
  const entries = Array.from({ length: size }, (): RelatedEntry => {
    const count = reader.bits(countBits);
    if (count === 0) return { check: 0, related: [] };
    const check = reader.bits(checkBits);
    return { check, related: readRelated(reader, count) };
  });
  reader.end();
  return entries;
}

function readRelated(reader: BitReader, count: number): readonly Related[] {
  const width = reader.bits(widthBits) + 1;
  let reason: RelatedReason = { kind: 'similar', count: 0 };
  return Array.from({ length: count }, () => {
    const number = reader.bits(width);
    if (reader.bits(1) === 0) reason = readReason(reader, reason);
    return { number, reason };
  });
}

function readReason(reader: BitReader, last: RelatedReason): RelatedReason {
  const kind = namedCategories[reader.bits(kindBits)];
  const value = reader.gamma();
  if (kind !== undefined) return { kind, tag: value - 1 };
  const before = last.kind === 'similar' ? last.count : 0;
  const step = value % 2 === 0 ? value / 2 : (1 - value) / 2;
  if (before + step < 0) throw new RangeError('a related post has less than no tags in common');
  return { kind: 'similar', count: before + step };
}
