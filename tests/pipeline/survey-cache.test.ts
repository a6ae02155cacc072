import assert from 'node:assert/strict';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { cacheState, isKnownWhole } from '../../pipeline/stages/survey-cache.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const cache = '.homebooru/cache';
let year = 2000;

/** As if the last change of these folders were long past, and each time at another one. */
function age({ path }: TestCollection): void {
  year += 1;
  const longAgo = new Date(`${year}-02-02T02:02:02.123Z`);
  for (const home of readdirSync(join(path, cache)).filter((name) => /^(thumb|prev)/.test(name))) {
    const folder = join(path, cache, home);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), longAgo, longAgo);
    utimesSync(folder, longAgo, longAgo);
  }
}

function isKnown(collection: TestCollection): Promise<boolean> {
  return collection.write(async (context) => isKnownWhole(context, cacheState(context)));
}

const pictures: readonly string[] = ['thumbnails-400-q85', 'previews-1000-q85'];

test('folders of small versions are listed again once something has changed there, or among the posts', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 5, 1);
  const thumbnail = join(cache, pictures[0] ?? '', md5.slice(0, 2), `${md5}.webp`);
  await collection.process();
  assert.ok(existsSync(join(collection.path, thumbnail)));
  age(collection);
  await collection.process();
  assert.equal(await isKnown(collection), true);

  await collection.remove(thumbnail);
  age(collection);
  assert.equal(await isKnown(collection), false, 'the times alone tell of it');
  await collection.process();
  assert.ok(existsSync(join(collection.path, thumbnail)));
  age(collection);
  await collection.process();
  assert.equal(await isKnown(collection), true);

  const stray = join(cache, pictures[1] ?? '', 'ff', `${'f'.repeat(32)}.webp`);
  await collection.put(stray, 'of no post');
  await collection.process();
  assert.ok(!existsSync(join(collection.path, stray)));
  age(collection);
  await collection.process();
  assert.equal(await isKnown(collection), true);

  const other = await collection.picture('b.png', 6, 2);
  await collection.process();
  const made = join(cache, pictures[0] ?? '', other.slice(0, 2), `${other}.webp`);
  assert.ok(existsSync(join(collection.path, made)));
});
