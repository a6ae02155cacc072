import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeCompanions, encodeCompanions } from '../../../catalog/index/companions-block.ts';
import { formatCompletion, parseCompletion } from '../../../catalog/index/completion.ts';
import { decodeVocabularyBlock } from '../../../catalog/index/listed-terms.ts';
import { formatManifest, parseHashes, parseManifest } from '../../../catalog/index/manifest.ts';
import { contentAt, formatContents } from '../../../catalog/index/post-contents.ts';
import { formatRelations, parseRelations, relationsOf } from '../../../catalog/index/relations.ts';
import {
  contentOfScript,
  jsonOf,
  type ShardContent,
  ShardError,
  wrapShard,
} from '../../../catalog/index/shard.ts';
import { decodeShard } from '../../../catalog/index/shard-reader.ts';
import { formatTextBlock, parseTextBlock } from '../../../catalog/index/text-block.ts';
import { formatBucket, parseBucket, parseTypoList } from '../../../catalog/index/typos.ts';
import { sampleManifest } from '../../components/sample-index.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

/** Formats whose damage the tests beside their own try: every cut, damaged bytes, bytes of chance. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['decodeBlockList', 'column.test.ts'],
  ['decodeColumn', 'column.test.ts'],
  ['decodeColumnList', 'column.test.ts'],
  ['decodeLookup', 'column.test.ts'],
  ['decodeWeighedList', 'column.test.ts'],
  ['decodeNumbers', 'number-list.test.ts'],
  ['decodePostTags', 'post-tags-block.test.ts'],
  ['decodePostings', 'posting-list.test.ts'],
  ['decodePlaces', 'places.test.ts'],
  ['decodeRelatedBlock', 'related-block.test.ts'],
  ['decodeBundle', 'vocabulary.test.ts'],
  ['decodeVocabularyBlock', 'vocabulary.test.ts'],
]);

const lists = [
  { term: ' all', companions: [] },
  {
    term: 'cat',
    companions: [
      { name: '__proto__', category: 'general', count: 12 },
      { name: '東', category: 'artist', count: 3 },
      { name: 'tail', category: 'lore', count: 3 },
    ],
  },
] as const;

const family = {
  gaps: [
    [2, 3],
    [6, 8],
  ],
  before: null,
  after: 9,
  families: [
    [1, 0, [4, 5]],
    [4, 1, []],
  ],
} as const;

/** Of each format what a shard of it holds, and how it is read as far as anybody reads it. */
const texts: readonly (readonly [
  reader: string,
  text: string,
  read: (content: ShardContent) => unknown,
])[] = [
  ['parseManifest', formatManifest(sampleManifest), (content) => parseManifest(jsonOf(content))],
  ['parseHashes', '["a","","b"]', (content) => parseHashes(jsonOf(content))],
  [
    'parseCompletion',
    formatCompletion({
      entries: [{ name: 'cat', category: 'general', count: 5, alias: 'neko' }],
      deeper: new Map([['🦊', 'ab']]),
    }),
    (content) => parseCompletion(jsonOf(content)),
  ],
  [
    'parseRelations',
    formatRelations(family),
    (content) => {
      const block = parseRelations(jsonOf(content));
      return [1, 4, 5].map((number) => relationsOf(block, number, 1, 8));
    },
  ],
  [
    'parseTextBlock',
    formatTextBlock([[], ['a'], ['b', 'c']]),
    (content) => parseTextBlock(jsonOf(content), 4),
  ],
  [
    'parseBucket',
    formatBucket([{ name: 'long_hair', weight: 9 }]),
    (content) => parseBucket(jsonOf(content)),
  ],
  ['parseTypoList', '{"buckets":8,"groups":["a"]}', (content) => parseTypoList(jsonOf(content))],
  [
    'contentAt',
    formatContents([{ title: 'Cat', markup: '<p>' }, undefined]),
    (content) => [0, 1, 2].map((place) => contentAt(content, place)),
  ],
];

test('every format of the index has a test of its damage', () => {
  const folder = join(import.meta.dirname, '../../../catalog/index');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const readers = sources.flatMap((source) =>
    [...source.matchAll(/^export function ((?:decode|parse)\w+|contentAt)/gm)].map(
      ([, name = '']) => name,
    ),
  );
  const tried = [...elsewhere.keys(), ...texts.map(([name]) => name), 'decodeCompanions'];
  assert.deepEqual(readers.filter((name) => name !== 'decodeShard').sort(), tried.sort());
  for (const [reader, file] of elsewhere) {
    assert.ok(readFileSync(join(import.meta.dirname, file), 'utf8').includes(`${reader}(`), reader);
  }
});

/** Reads, or refuses with the one error that readers of shards know. */
function readOrRefuse(content: ShardContent, read: (content: ShardContent) => unknown): boolean {
  try {
    decodeShard('x', content, read);
    return true;
  } catch (error) {
    assert.ok(error instanceof ShardError, `${String(error)} on ${String(content)}`);
    return false;
  }
}

const junk: readonly unknown[] = [null, true, 0, -1, 1.5, 1e300, '', 'x', [], {}, [[]], [null]];

/** The value with one thing in it replaced, taken out or put in. */
function damage(value: unknown, luck: Chance): unknown {
  if (typeof value !== 'object' || value === null || luck.below(5) === 0) return luck.pick(junk);
  if (Array.isArray(value)) {
    const at = luck.below(value.length + 1);
    const wish = luck.below(3);
    if (wish === 0) return value.toSpliced(at, 1);
    return value.toSpliced(at, wish === 1 ? 0 : 1, damage(value[at], luck));
  }
  const entries = Object.entries(value);
  const at = luck.below(Math.max(1, entries.length));
  const [key = 'constructor', inner] = entries[at] ?? [];
  const other = luck.below(4) === 0 ? [] : [[key, damage(inner, luck)] as const];
  return Object.fromEntries([...entries.toSpliced(at, 1), ...other]);
}

for (const [reader, text, read] of texts) {
  test(`${reader} refuses text that is cut short or no JSON, bytes, and reads or refuses any other value`, () => {
    assert.ok(readOrRefuse(text, read));
    for (let length = 0; length < text.length; length++) {
      assert.equal(readOrRefuse(text.slice(0, length), read), false, text.slice(0, length));
    }
    assert.equal(readOrRefuse(`${text}]`, read), false);
    assert.equal(readOrRefuse(Uint8Array.of(1, 2), read), false);
    const luck = chance(5);
    let refused = 0;
    for (let round = 0; round < 2000; round++) {
      const damaged = JSON.stringify(damage(JSON.parse(text), luck));
      if (!readOrRefuse(damaged, read)) refused += 1;
      const at = luck.below(text.length);
      readOrRefuse(text.slice(0, at) + luck.pick([...'[]{},":0-']) + text.slice(at + 1), read);
    }
    assert.ok(refused > 50, `${refused} refused`);
  });
}

test('a block of companions survives encoding; cut short or longer it is refused, and never hangs', () => {
  const bytes = encodeCompanions(lists);
  assert.deepEqual(decodeCompanions(bytes), lists);
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => decodeCompanions(bytes.subarray(0, length)), RangeError);
  }
  assert.throws(() => decodeCompanions(Uint8Array.of(...bytes, 0)), RangeError);
  const luck = chance(6);
  for (let round = 0; round < 4000; round++) {
    const damaged = Uint8Array.from(bytes);
    for (let left = 1 + luck.below(3); left > 0; left--) {
      damaged[luck.below(damaged.length)] = luck.below(256);
    }
    const random = Uint8Array.from({ length: luck.below(40) }, () => luck.below(256));
    for (const some of [damaged, random]) readOrRefuse(some, () => decodeCompanions(some));
  }
});

test('bytes of chance are a vocabulary block, or no shard', () => {
  const luck = chance(8);
  for (let round = 0; round < 4000; round++) {
    const bytes = Uint8Array.from({ length: luck.below(60) }, () =>
      luck.below(luck.below(2) === 0 ? 3 : 256),
    );
    readOrRefuse(bytes, () => decodeVocabularyBlock(bytes));
  }
});

test('a script that is cut short or changed anywhere holds nothing, or what it should', () => {
  const luck = chance(7);
  const contents = ['{"a":"\\u2028<"}', Uint8Array.of(1, 10, 34, 92), Uint8Array.of(200, 255, 0)];
  for (const content of contents) {
    const { script, hash } = wrapShard('a/b', content);
    for (let length = 0; length < script.length; length++) {
      assert.equal(contentOfScript('a/b', script.slice(0, length), hash), undefined);
    }
    for (let round = 0; round < 2000; round++) {
      const character = luck.pick([...'\0\n"\\,;()xt\u00ff東']);
      const at = luck.below(script.length);
      const changed = script.slice(0, at) + character + script.slice(at + 1);
      const read = contentOfScript('a/b', changed, hash);
      if (read !== undefined) assert.deepEqual(read, content, JSON.stringify(changed));
    }
  }
});
