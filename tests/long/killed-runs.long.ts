import assert from 'node:assert/strict';
import { readFileSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseRecord } from '../../catalog/record.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { isDraftName } from '../../pipeline/library/files.ts';
import { recordPlace } from '../fixtures/collection.ts';
import {
  type FakedCollection,
  type FakeName,
  fakedCollection,
  fakeNames,
} from '../fixtures/collection-with-fakes.ts';
import { startAgain } from '../fixtures/faults/collection-scenarios.ts';
import { runProgram, startProgram } from '../fixtures/program.ts';
import { chance } from '../fixtures/random.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

const pictures = 300;
const kills = Number(process.env['KILLS'] ?? 200);

/** Four of five pictures are known to somebody who is asked about many at once; the last is asked about one a request. */
function knows(name: FakeName, picture: number): boolean {
  const places = { danbooru: [0, 4], e621: [3, 6], yandere: [7, 7], gelbooru: [8, 8] } as const;
  const [first, last] = places[name];
  return picture % 10 >= first && picture % 10 <= last;
}

function unprocessed(): Promise<FakedCollection> {
  return fakedCollection(pool, pictures, knows, { batch: 20 });
}

/** Place → content of all that a run makes of the pictures, but for its times. */
function madeOf({ collection }: FakedCollection): ReadonlyMap<string, string> {
  const isMade = (place: string): boolean =>
    /^(images|metadata|trash)\/|\/(thumbnails|previews)-/.test(place);
  const made = [...collection.everyFile()].filter(([place]) => isMade(place));
  return new Map(
    made.map(([place, md5]): [string, string] => {
      if (!place.startsWith('metadata/')) return [place, md5];
      const text = readFileSync(join(collection.path, place), 'utf8');
      return [place, text.replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"a time"')];
    }),
  );
}

/** What was cut off while it was written: so old that it is nobody's any more. */
function ageDrafts({ collection }: FakedCollection): void {
  for (const place of collection.everyFile().keys()) {
    if (isDraftName(basename(place))) utimesSync(join(collection.path, place), 0, 0);
  }
}

/** Source → MD5s about which it has answered, so that the records have it. */
function answered({ collection, md5s }: FakedCollection): ReadonlyMap<string, Set<string>> {
  const known = new Map(fakeNames.map((name) => [name as string, new Set<string>()]));
  const places = new Set(collection.everyFile().keys());
  for (const md5 of md5s.filter((md5) => places.has(recordPlace(md5)))) {
    const text = readFileSync(join(collection.path, recordPlace(md5)), 'utf8');
    for (const [name, { state }] of parseRecord(JSON.parse(text), md5).lookups) {
      if (state !== 'failed') known.get(name)?.add(md5);
    }
  }
  return known;
}

test('R2: two hundred runs that are killed end as unbroken ones do, and ask nobody again for what was answered', async (context) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  context.diagnostic(`seed ${seed}`);
  const { next } = chance(seed);
  await using whole = await unprocessed();
  const words = ({ collection }: FakedCollection): readonly string[] => {
    return ['process', '--collection', collection.path];
  };
  const { code, error } = await runProgram(words(whole));
  assert.equal(code, 0, error);
  const expected = madeOf(whole);
  assert.ok(expected.size >= 4 * pictures, `${expected.size} files`);
  let killed = 0;
  let collections = 0;
  while (killed < kills) {
    await using broken = await unprocessed();
    collections += 1;
    for (let isOver = false; !isOver; ) {
      const known = answered(broken);
      const before = new Map(fakeNames.map((name) => [name, broken.sites[name].asked.length]));
      const run = startProgram(words(broken));
      const stop = new AbortController();
      // The last run of each collection goes on to its end.
      const wait = killed < kills ? 50 + next() * 4950 : 600_000;
      void sleep(wait, undefined, { signal: stop.signal }).then(
        () => run.kill('SIGKILL'),
        () => undefined,
      );
      const ending = await run.ended;
      stop.abort();
      isOver = ending.signal === null;
      if (isOver) assert.equal(ending.code, 0, ending.error);
      else killed += 1;
      for (const name of fakeNames) {
        const asked = broken.sites[name].asked.slice(before.get(name));
        const again = asked.filter((md5) => known.get(name)?.has(md5));
        assert.deepEqual(again, [], `${name} was asked again after kill ${killed}`);
      }
    }
    ageDrafts(broken);
    await startAgain(broken.collection.path);
    assert.deepEqual(madeOf(broken), expected, `collection ${collections}`);
  }
  context.diagnostic(`${killed} kills in ${collections} collections`);
});
