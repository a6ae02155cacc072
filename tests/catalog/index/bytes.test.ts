import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteReader, ByteWriter } from '../../../catalog/index/bytes.ts';
import {
  contentHash,
  crc32,
  fnv1a,
  fnv1aOfText,
  hashFromBytes,
  hashToBytes,
} from '../../../catalog/index/content-hash.ts';
import { chance } from '../../fixtures/random.ts';

test('numbers and texts are read as they were written', () => {
  const { next, below } = chance(1);
  const numbers = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, 2 ** 53 - 1];
  for (let round = 0; round < 500; round++) numbers.push(Math.floor(next() * 2 ** below(54)));
  const writer = new ByteWriter();
  for (const number of numbers) writer.varint(number);
  for (const text of ['', 'a', '東方', '🦊', 'x'.repeat(1000)]) writer.text(text);
  const reader = new ByteReader(writer.finish());
  for (const number of numbers) assert.equal(reader.varint(), number);
  for (const text of ['', 'a', '東方', '🦊', 'x'.repeat(1000)]) assert.equal(reader.text(), text);
  assert.ok(reader.isAtEnd);
});

test('a number beyond 2^53 and an end before its time are refused', () => {
  assert.throws(() => new ByteReader(new Uint8Array(9).fill(255)).varint(), RangeError);
  const long = Uint8Array.of(...new Uint8Array(200).fill(255), 1);
  assert.throws(() => new ByteReader(long).varint(), RangeError);
  assert.throws(() => new ByteReader(new Uint8Array()).byte(), RangeError);
  assert.throws(() => new ByteReader(Uint8Array.of(5, 65)).text(), RangeError);
  assert.throws(
    () => new ByteReader(Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 15)).text(),
    RangeError,
  );
});

test('the checksums are CRC-32 and FNV-1a, by their published values', () => {
  const bytes = new TextEncoder().encode('123456789');
  assert.equal(crc32(bytes), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
  assert.equal(fnv1a(new Uint8Array()), 0x811c9dc5);
  assert.equal(fnv1a(new TextEncoder().encode('foobar')), 0xbf9cf968);
  for (const text of ['', 'foobar', 'caf\u00e9_x', '\u0000\u007f\u0080', '\u{1f600}', 'a\ud800']) {
    assert.equal(fnv1aOfText(text), fnv1a(new TextEncoder().encode(text)));
  }
  assert.equal(contentHash('123456789'), `cbf43926${fnv1a(bytes).toString(16).padStart(8, '0')}`);
});

test('a hash is the same as bytes and as text', () => {
  const hash = contentHash('any');
  assert.match(hash, /^[0-9a-f]{16}$/);
  assert.equal(hashFromBytes(hashToBytes(hash)), hash);
  assert.equal(contentHash(new TextEncoder().encode('any')), hash);
});
