import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DecoderPool } from '../pipeline/decode/decoder-pool.ts';
import type { LookUpWishes } from '../pipeline/stages/look-up.ts';
import { type CollectionAt, collectionAt } from '../tests/fixtures/collection.ts';
import {
  type FakedCollection,
  type FakeName,
  fakeNames,
  fakeSettings,
  mixedKnowledge,
  startFakes,
} from '../tests/fixtures/collection-with-fakes.ts';
import { faults } from '../tests/fixtures/fake-booru/faults.ts';
import { chance } from '../tests/fixtures/random.ts';
import { virtualClock } from '../tests/fixtures/virtual-clock.ts';
import { makeOwnCollection } from './own-collection.ts';
import { makeReadyCollection } from './ready-collection.ts';
import { type Bench, type BenchStep, type Figures, resultOf } from './result.ts';

type Sites = FakedCollection['sites'];

const batchSites: readonly FakeName[] = ['danbooru', 'e621', 'yandere'];
const usualSegment = 65_536;
/** One answer in five is a failure of any known kind. */
const failing = 0.2;
const seed = 20_261_127;
const mostRuns = 100;

/**
 * Looks `count` pictures up by their MD5, half of them known, on fake sites over real HTTP, at one request a second of a
 * clock whose waits take no time: `paceSeconds` is what they would take. Figures of the processor hold the fakes' share.
 * Then the same with failures, until no picture is left to ask about: `differing` counts the records that are not, byte
 * for byte, what they are without failures.
 */
export const bench: Bench = async ({ count, say }) => {
  const home = mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  await using pool = new DecoderPool(15, 1);
  const [whole, torn] = [join(home, 'whole'), join(home, 'torn')];
  try {
    say('making a collection …');
    const md5s = await makeUnasked(whole, count);
    const sites = await startFakes(md5s, mixedKnowledge);
    await using _end = ending(sites);
    writeFileSync(
      join(whole, 'homebooru.yaml'),
      `${fakeSettings(sites, { batch: 100, requestsPerSecond: 1 })}  tagger: { enabled: false }\n`,
    );
    await collectionAt(whole, pool, usualSegment).process();
    cpSync(whole, torn, { recursive: true, preserveTimestamps: true });
    const ask = (path: string, wishes: LookUpWishes = {}) =>
      run(collectionAt(path, pool, usualSegment), sites, wishes);
    const bars = Object.fromEntries(batchSites.map((name) => [name, count / 100 + 10]));
    const nothing = Object.fromEntries(batchSites.map((name) => [name, 0]));
    const steps: BenchStep[] = [];
    say('asking …');
    steps.push({ name: 'first run', figures: await ask(whole), bars });
    steps.push({ name: 'second run', figures: await ask(whole), bars: nothing });
    say('asking sites of which one answer in five fails …');
    const tornFigures = await askUntilDone(sites, () => ask(torn, { retry: 'failed' }));
    const differing = differences(whole, torn);
    const figures = { ...tornFigures, differing };
    steps.push({ name: 'with failures', figures, bars: { differing: 0 } });
    say('asking Gelbooru, one by one, about the rest …');
    steps.push({ name: 'the rest', figures: await withKeys(() => ask(whole)) });
    return resultOf('sources', count, steps);
  } finally {
    rmSync(home, { recursive: true });
  }
};

function ending(sites: Sites): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all(Object.values(sites).map((site) => site[Symbol.asyncDispose]()));
    },
  };
}

/** Numbered and measured pictures that nobody was asked about; answers their MD5s. */
async function makeUnasked(collection: string, count: number): Promise<readonly string[]> {
  await makeReadyCollection(collection, count, makeOwnCollection);
  const places = recordPlaces(collection);
  for (const place of places) {
    const path = join(collection, place);
    const { sources: _answers, ...record } = JSON.parse(readFileSync(path, 'utf8')) as object & {
      sources: unknown;
    };
    writeFileSync(path, `${JSON.stringify({ ...record, sources: {} }, undefined, 2)}\n`);
  }
  return places.map((place) => place.slice(-37, -5));
}

function recordPlaces(collection: string): readonly string[] {
  return readdirSync(join(collection, 'metadata'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ name }) => join('metadata', name.slice(0, 2), name))
    .toSorted();
}

async function run(collection: CollectionAt, sites: Sites, wishes: LookUpWishes): Promise<Figures> {
  const clock = virtualClock();
  const [cpu, began, start] = [process.cpuUsage(), performance.now(), clock.now()];
  const before = new Map(fakeNames.map((name) => [name, sites[name].requests.length]));
  const { sources } = await collection.process({ lookUp: { clock, ...wishes } });
  const { user, system } = process.cpuUsage(cpu);
  const sent = fakeNames.map((name) => {
    return [name, sites[name].requests.length - (before.get(name) ?? 0)] as const;
  });
  return {
    ...Object.fromEntries(sent),
    failed: Object.values(sources).reduce((sum, { failed }) => sum + failed, 0),
    paceSeconds: Math.round((clock.now() - start) / 1000),
    cpuSeconds: (user + system) / 1e6,
    seconds: (performance.now() - began) / 1000,
  };
}

/** Asks again and again, as one run after the other would, until a run leaves nothing open. */
async function askUntilDone(sites: Sites, ask: () => Promise<Figures>): Promise<Figures> {
  const { next, pick } = chance(seed);
  for (const name of batchSites) {
    sites[name].fault = () => (next() < failing ? pick([...faults.keys()]) : undefined);
  }
  const sums = new Map<string, number>();
  for (let runs = 1; ; runs++) {
    const figures = await ask();
    for (const [name, figure] of Object.entries(figures)) {
      sums.set(name, (sums.get(name) ?? 0) + figure);
    }
    const isQuiet = batchSites.every((name) => figures[name] === 0);
    if (!isQuiet && runs < mostRuns) continue;
    for (const name of batchSites) sites[name].fault = () => undefined;
    return { ...Object.fromEntries(sums), runs };
  }
}

/** How many records are not the same in both. */
function differences(one: string, other: string): number {
  const hash = (collection: string, place: string) =>
    createHash('md5')
      .update(readFileSync(join(collection, place)))
      .digest('hex');
  return recordPlaces(one).filter((place) => hash(one, place) !== hash(other, place)).length;
}

async function withKeys<T>(work: () => Promise<T>): Promise<T> {
  const keys = { GELBOORU_API_KEY: 'key-of-nobody', GELBOORU_USER_ID: '1' };
  Object.assign(process.env, keys);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(keys)) delete process.env[name];
  }
}
