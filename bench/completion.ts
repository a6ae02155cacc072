import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { encodeBlockList } from '../catalog/index/block-list.ts';
import { contentHash } from '../catalog/index/content-hash.ts';
import { formatManifest, type Manifest } from '../catalog/index/manifest.ts';
import { cutIntoBlocks } from '../catalog/index/name-blocks.ts';
import { defaultParameters } from '../catalog/index/parameters.ts';
import { type ShardContent, ShardError, wrapShard } from '../catalog/index/shard.ts';
import { shardNames } from '../catalog/index/shard-names.ts';
import { encodeVocabularyBlock } from '../catalog/index/vocabulary.ts';
import { compareTags, type TagCategory } from '../catalog/tag.ts';
import { Completer } from '../components/completion/completer.ts';
import type { TermUse } from '../pipeline/library/library-index.ts';
import { putCompletion } from '../site/index/completion-shards.ts';
import { allChanged, makeAll, type PutShard } from '../site/index/index-parts.ts';
import { putTypos } from '../site/index/typo-shards.ts';
import { chance } from '../tests/fixtures/random.ts';
import { type Bench, resultOf } from './result.ts';
import { typeInChromium } from './search/type-in-chromium.ts';

const vocabularyFile = fileURLToPath(new URL('../../shared/bench/vocabulary.csv', import.meta.url));
const categories: Readonly<Record<string, TagCategory>> = {
  0: 'general',
  1: 'artist',
  3: 'copyright',
  4: 'character',
  5: 'meta',
};

/**
 * How well and how fast completion finds tags among `--count` of them: the share of 1,000 tags typed with one random error
 * that are among the first five, the share of the 2,000 commonest that are among the first ten after three letters, and
 * the time from a key to the rows: in Node with every shard at hand, in Chromium with those loaded that were needed before.
 * The three letters are those of any of the tag's words, as people type what they remember: of the tag's own first ones alone
 * no order could have more than 87.5 %, since so many common tags begin alike.
 */
export const bench: Bench = async ({ count, say }) => {
  const terms = makeTerms(count);
  say(`${terms.length} tags`);
  const began = performance.now();
  const index = makeIndex(terms);
  const buildSeconds = (performance.now() - began) / 1000;
  const completer = new Completer(index);
  const dice = chance(7);
  const byCount = terms.toSorted((a, b) => b.count - a.count);
  const times: number[] = [];
  const rank = async (typed: string, name: string): Promise<number> => {
    const start = performance.now();
    const rows = await completer.complete({ typed });
    times.push(performance.now() - start);
    return rows.findIndex((row) => row.name === name);
  };

  let repaired = 0;
  let wrong = 0;
  for (let round = 0; round < 1000; round++) {
    const { name } = dice.pick(byCount.slice(0, Math.ceil(byCount.length / 2)));
    const place = await rank(misspell(name, dice.below), name);
    if (place >= 0 && place < 5) repaired += 1;
    else wrong += 1;
    if (place < 0 && wrong <= 5) say(`not found again: ${name}`);
  }
  let soon = 0;
  let byWord = 0;
  const commonest = byCount.slice(0, 2000);
  for (const { name } of commonest) {
    const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
    const places = await Promise.all(
      [...name].length < 3 ? [0] : [name, ...words].map((word) => rank(first3(word), name)),
    );
    if ((places[0] ?? -1) >= 0) soon += 1;
    if (places.some((place) => place >= 0)) byWord += 1;
  }
  const sorted = times.toSorted((a, b) => a - b);
  return resultOf('completion', terms.length, [
    {
      name: 'found',
      figures: {
        repairedPercent: repaired / 10,
        threeLettersPercent: (100 * soon) / commonest.length,
        threeLettersOfAWordPercent: (100 * byWord) / commonest.length,
      },
    },
    {
      name: 'cost',
      figures: {
        buildSeconds,
        shards: index.shards,
        gzipKilobytes: index.gzipBytes / 1000,
        p50Milliseconds: sorted[Math.floor(sorted.length / 2)] ?? 0,
        p95Milliseconds: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
      },
      bars: { p95Milliseconds: 30 },
    },
    {
      name: 'in Chromium',
      figures: await typeInChromium(index.scripts(), byCount, say),
      bars: { p95Milliseconds: 30 },
    },
  ]);
};

function first3(word: string): string {
  return [...word].slice(0, 3).join('');
}

/** Real tags where they are at hand, the rest made up of their words, each with one post. */
function makeTerms(count: number): readonly TermUse[] {
  const rows: readonly (readonly string[])[] = existsSync(vocabularyFile)
    ? parse(readFileSync(vocabularyFile, 'utf8'))
    : [];
  const terms = new Map<string, TermUse>();
  const add = (name: string, category: TagCategory, posts: number): void => {
    terms.set(name, { id: 0, name, category, count: posts });
  };
  for (const [name = '', category = '', posts = ''] of rows.slice(0, count)) {
    if (/^\d+$/.test(posts)) add(name, categories[category] ?? 'general', Number(posts));
  }
  const dice = chance(3);
  const words = [...terms.keys()].flatMap((name) => name.split(/[^a-z]+/)).filter(Boolean);
  const syllables = ['ka', 'shi', 'ro', 'mi', 'ne', 'to', 'ha', 'ru', 'bel', 'dor', 'fin', 'gra'];
  const word = (): string =>
    words.length > 0
      ? dice.pick(words)
      : Array.from({ length: 2 + dice.below(3) }, () => dice.pick(syllables)).join('');
  while (terms.size < count) add(`${word()}_${word()}`, 'general', 1 + dice.below(3));
  return [...terms.values()].toSorted((a, b) => compareTags(a.name, b.name));
}

/** The hash of a shard that completion does not load. */
const neverAsked = '0000000000000000';

function makeIndex(terms: readonly TermUse[]) {
  const contents = new Map<string, ShardContent>();
  let gzipBytes = 0;
  const put = (name: string, content: ShardContent): string => {
    contents.set(name, content);
    return contentHash(content);
  };
  const completion = putCompletion(terms, [], defaultParameters, allChanged, makeAll(put));
  const typos = putTypos(terms, [], allChanged, makeAll(put));
  for (const [name, content] of contents)
    gzipBytes += gzipSync(wrapShard(name, content).script).length;
  const shards = contents.size;
  const vocabulary = putNames(terms, put);
  const manifest: Manifest = {
    parameters: defaultParameters,
    posts: 1,
    highest: 1,
    tags: terms.length,
    pageSize: 60,
    pagesFrom: 1,
    contents: '',
    vocabulary,
    columns: new Map(),
    shapes: neverAsked,
    texts: new Map(),
    lookups: new Map(),
    relations: neverAsked,
    related: '',
    postTags: neverAsked,
    companions: '',
    completion,
    typos,
  };
  const load = async (name: string, hash: string): Promise<ShardContent> => {
    const content = contents.get(name);
    if (content === undefined || hash === '') throw new ShardError(`there is no ${name}`);
    return content;
  };
  return {
    shards,
    gzipBytes,
    scripts: () =>
      new Map(
        [...contents, ['manifest', formatManifest(manifest)] as const].map(([name, content]) => [
          name,
          wrapShard(name, content).script,
        ]),
      ),
    ask: <T>(
      read: (
        manifest: Manifest,
        load: (n: string, h: string) => Promise<ShardContent>,
      ) => Promise<T>,
    ) => read(manifest, load),
  };
}

/** The vocabulary alone, without posting lists. */
function putNames(terms: readonly TermUse[], put: PutShard): string {
  let first = 0;
  const names = terms.map(({ name }) => name);
  const list = cutIntoBlocks(names, defaultParameters.names).map((block) => {
    const members = terms.slice(first, first + block.names.length);
    first += block.names.length;
    const content = encodeVocabularyBlock({
      bundles: [{ terms: members.length, hash: '0'.repeat(16) }],
      terms: members.map(({ name, category, count }) => ({
        name,
        category,
        count,
        runs: undefined,
      })),
      aliases: new Map(),
    });
    const hash = put(shardNames.vocabulary(block.id), content);
    return { hash, first: block.names[0] ?? '', size: content.length };
  });
  return put(
    shardNames.vocabularyList,
    encodeBlockList(
      list,
      list.map(({ size }) => size),
    ),
  );
}

/** A name with one character left out, put in, changed, or swapped with its neighbour. */
function misspell(name: string, below: (limit: number) => number): string {
  const points = [...name];
  const at = below(points.length);
  const letter = String.fromCharCode(97 + below(26));
  const error = below(4);
  if (error === 0) return points.toSpliced(at, 1).join('');
  if (error === 1) return points.toSpliced(at, 0, letter).join('');
  if (error === 2) return points.with(at, letter).join('');
  const next = Math.min(at + 1, points.length - 1);
  return points
    .with(at, points[next] ?? '')
    .with(next, points[at] ?? '')
    .join('');
}
