import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadCompanions } from '../catalog/index/shard-companions.ts';
import { ShardIndex } from '../catalog/index/shard-index.ts';
import { loadTagsOf } from '../catalog/index/shard-post-tags.ts';
import type { LoadShard } from '../catalog/index/shard-reader.ts';
import { ResultTags } from '../catalog/related/result-tags.ts';
import { parseQuery, tagQuery } from '../catalog/search/parse-query.ts';
import { prepareQuery } from '../catalog/search/prepare-query.ts';
import { tagBudget } from '../components/result-tags/counted-tags.ts';
import { meterLoads } from '../components/result-tags/load-meter.ts';
import { type Library, openLibrary } from '../pipeline/library/library.ts';
import { libraryPath } from '../pipeline/library/library-files.ts';
import { LibraryIndex } from '../pipeline/library/library-index.ts';
import { readPostTerms } from '../site/related/post-terms.ts';
import { find, indexOf, type TestIndex } from '../tests/fixtures/index.ts';
import { type Chance, chance } from '../tests/fixtures/random.ts';
import { drawLibrary } from './drawn-library.ts';
import { type Bench, type BenchStep, resultOf } from './result.ts';

const queriesAKind = 25;

/** Tags of results: what they load, how many are counted, how many of the most frequent are found; and `similar:`. */
export const bench: Bench = async ({ count, folder, say }) => {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  try {
    const state = join(home, `related-${count}-0`);
    if (!existsSync(libraryPath(state))) drawLibrary(state, count, 0);
    using library = openLibrary(state);
    const index = indexOf(library, {});
    const posts = readNames(library);
    const sizes = new Map<string, number>();
    for (const [name, script] of index.scripts) sizes.set(name, gzipSync(script).length);
    const steps: BenchStep[] = [sizeOfShards(sizes, count)];
    for (const [kind, draw] of Object.entries(kinds)) {
      steps.push(await measure(kind, draw, { index, posts, sizes }));
      say(JSON.stringify(steps.at(-1)));
    }
    steps.push(await measureSimilar(index, sizes, count));
    return resultOf('result-tags', count, steps);
  } finally {
    if (folder === undefined) rmSync(home, { recursive: true, force: true });
  }
};

/** Queries that find something, as they are made of a post's own tags. */
const kinds: Readonly<Record<string, (tags: readonly string[], luck: Chance) => string>> = {
  'one tag': (tags, { pick }) => tagQuery(pick(tags)),
  'two tags': (tags, { pick }) => `${tagQuery(pick(tags))} ${tagQuery(pick(tags))}`,
  'three tags': (tags, { pick }) =>
    [pick(tags), pick(tags), pick(tags)].map((tag) => tagQuery(tag)).join(' '),
  'one without one': (tags, { pick }) => `${tagQuery(pick(tags))} -solo`,
};

interface Measured {
  readonly index: TestIndex;
  readonly posts: ReadonlyMap<number, readonly string[]>;
  /** Shard → bytes, gzipped. */
  readonly sizes: ReadonlyMap<string, number>;
}

function readNames(library: Library): ReadonlyMap<number, readonly string[]> {
  const names = new Map(
    new LibraryIndex(library, new Map()).uses().map((use) => [use.id, use.name]),
  );
  return new Map(
    [...readPostTerms(library)].map(({ number, terms }) => [
      number,
      Array.from(terms, (id) => names.get(id) ?? ''),
    ]),
  );
}

function sizeOfShards(sizes: ReadonlyMap<string, number>, count: number): BenchStep {
  let bytes = 0;
  for (const [name, size] of sizes) if (name.startsWith('companions/')) bytes += size;
  return { name: 'shards', figures: { gzipBytesAPost: bytes / count } };
}

async function measure(
  name: string,
  draw: (tags: readonly string[], luck: Chance) => string,
  { index, posts, sizes }: Measured,
): Promise<BenchStep> {
  const luck = chance(name.length);
  const all = [...posts.values()].filter((tags) => tags.length > 3);
  const bytes: number[] = [];
  let shown = 0;
  let counted = 0;
  let wanted = 0;
  let found = 0;
  for (let query = 0; query < queriesAKind; query++) {
    const text = draw(luck.pick(all), luck);
    const own = new Set(text.replaceAll('-', '').split(' '));
    const { tags, loaded, numbers } = await tagsOf(text, index);
    bytes.push(loaded.reduce((sum, shard) => sum + (sizes.get(shard) ?? 0), 0));
    shown += tags.length;
    counted += tags.filter((tag) => tag.count !== undefined).length;
    const counts = new Map<string, number>();
    for (const number of numbers) {
      for (const tag of posts.get(number) ?? []) {
        if (!own.has(tagQuery(tag))) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      }
    }
    // Of equally frequent ones any will do.
    const bar = [...counts.values()].toSorted((a, b) => b - a)[24] ?? 1;
    wanted += Math.min(25, counts.size);
    found += tags.filter((tag) => (counts.get(tag.name) ?? 0) >= bar).length;
  }
  return {
    name,
    figures: {
      p50Kilobytes: quantile(bytes, 0.5) / 1000,
      p95Kilobytes: quantile(bytes, 0.95) / 1000,
      shareCounted: counted / shown,
      shareOfMostFrequent: found / wanted,
    },
    bars: { p95Kilobytes: 200 },
  };
}

async function tagsOf(text: string, { manifest, load }: TestIndex) {
  const before = new Set<string>();
  const names: string[] = [];
  let isSearching = true;
  const listen: LoadShard = (name, hash) => {
    if (isSearching) before.add(name);
    else if (!before.has(name) && !names.includes(name)) names.push(name);
    return load(name, hash);
  };
  const meter = meterLoads(listen);
  const source = new ShardIndex(manifest, meter.load);
  const numbers = await find(text, source);
  const prepared = await prepareQuery(parseQuery(text), source);
  isSearching = false;
  const start = meter.bytes();
  const tags = await ResultTags.open(
    { prepared, total: numbers.length, numbers: async () => numbers },
    {
      index: source,
      companionsOf: (term) => loadCompanions(term, manifest, meter.load),
      tagsOf: (number) => loadTagsOf(number, manifest, meter.load),
    },
  );
  await tags.count((more) => meter.bytes() - start + more <= tagBudget);
  return { tags: tags.tags, loaded: names, numbers };
}

/** What the posts most like one cost to find: the lists of all its tags. */
async function measureSimilar(
  { manifest, load }: TestIndex,
  sizes: ReadonlyMap<string, number>,
  count: number,
): Promise<BenchStep> {
  const luck = chance(8);
  const bytes: number[] = [];
  const times: number[] = [];
  for (let left = queriesAKind; left > 0; left--) {
    const names = new Set<string>();
    const source = new ShardIndex(manifest, (name, hash) => {
      names.add(name);
      return load(name, hash);
    });
    const began = process.cpuUsage();
    await source.similar(1 + luck.below(count));
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1000);
    bytes.push([...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0));
  }
  const figures = {
    p50Kilobytes: quantile(bytes, 0.5) / 1000,
    p95Kilobytes: quantile(bytes, 0.95) / 1000,
    p50CpuMilliseconds: quantile(times, 0.5),
  };
  return { name: 'similar:', figures };
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}
