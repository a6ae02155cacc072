import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { parsePost } from '../../pipeline/library/post-text.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

function shown(collection: TestCollection): Promise<readonly (readonly [number, string])[]> {
  return collection.write(async ({ library }) =>
    library
      .sql('SELECT number, md5 FROM posts ORDER BY number')
      .all()
      .map((row) => [Number(row['number']), String(row['md5'])] as const),
  );
}

/** As somebody may have written them; what a disk has spoilt is another matter: tests/reliability. */
const broken = ['{,}', '{"a":: 1}', '7', '[]', '{"version": 99}', '{"md5": "other"}'];
test('a record that cannot be read is a problem in every run, and is never overwritten', async () => {
  await using collection = await temporaryCollection(pool);
  const md5s: string[] = [];
  for (const [at] of broken.entries()) md5s.push(await collection.picture(`${at}.png`, at + 1));
  await collection.process();
  for (const [at, text] of broken.entries())
    await collection.put(recordPlace(md5s[at] ?? ''), text);
  const before = collection.everyFile();
  for (let round = 0; round < 2; round++) {
    const { problems } = await collection.process();
    const paths = problems.map(({ path }) => path).toSorted();
    assert.deepEqual(paths, md5s.map(recordPlace).toSorted(), `run ${round}`);
  }
  await collection.remove('.homebooru/cache/library.db');
  await collection.picture('more.png', 90, 90);
  const { added, problems } = await collection.process();
  assert.deepEqual([added, problems.length], [7, 12], 'each file and each record');
  for (const [place, hash] of before) {
    if (place.startsWith('metadata/')) assert.equal(collection.everyFile().get(place), hash, place);
  }
});

test('a record that is mended is a post again, with its number, and no problem is left', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  const whole = await readFile(join(collection.path, recordPlace(md5)));
  await collection.put(recordPlace(md5), '{,}', 1);
  await collection.remove('.homebooru');
  assert.equal((await collection.process()).problems.length, 2);
  assert.equal((await collection.process()).problems.length, 2);
  await collection.put(recordPlace(md5), whole, 2);
  for (let round = 0; round < 2; round++) {
    assert.deepEqual((await collection.process()).problems, [], `run ${round}`);
    assert.deepEqual(await shown(collection), [[1, md5]]);
  }
});

test('a flat record of the Flask version beside a new picture counts as its record', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  const flask = {
    md5,
    relative_path: 'a.png',
    sources: { danbooru: { tag_string_general: 'cat', rating: 'g' } },
    saucenao_lookup: true,
  };
  await collection.put(`metadata/${md5}.json`, JSON.stringify(flask));
  assert.equal((await collection.process()).added, 1);
  assert.equal(existsSync(join(collection.path, recordPlace(md5))), false, 'it stays where it is');
  const written = JSON.parse(await readFile(join(collection.path, `metadata/${md5}.json`), 'utf8'));
  assert.deepEqual(
    [written.number, written.saucenao_lookup, written.sources],
    [1, true, flask.sources],
  );
  const terms = await collection.write(
    async ({ library }) => parsePost(library.sql('SELECT view FROM posts').get()?.['view']).terms,
  );
  assert.deepEqual(terms, [{ name: 'cat', category: 'general', rank: 1 }]);
});

test('of a flat record and one in its folder the latter counts, and the other is named', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  await collection.put(`metadata/${md5}.json`, JSON.stringify({ md5, number: 77 }));
  const { problems } = await collection.process();
  assert.deepEqual(
    problems.map(({ path }) => path),
    [`metadata/${md5}.json`],
  );
  assert.deepEqual(await shown(collection), [[1, md5]]);
});

test('a record whose file is deleted is made anew at once, with a new number', async () => {
  await using collection = await temporaryCollection(pool);
  const first = await collection.picture('a.png', 1);
  const second = await collection.picture('b.png', 2, 1);
  await collection.process();
  await collection.remove(recordPlace(first));
  await collection.process();
  assert.deepEqual(await shown(collection), [
    [2, second],
    [3, first],
  ]);
});

async function renumber(
  collection: TestCollection,
  md5: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = join(collection.path, recordPlace(md5));
  const record = JSON.parse(await readFile(path, 'utf8'));
  await collection.put(recordPlace(md5), JSON.stringify({ ...record, ...fields }), 7);
}

for (const isFresh of [false, true]) {
  const when = isFresh ? 'with a new library' : 'with the library there is';
  test(`of two claims to a number the earlier date keeps it, then the lower MD5, ${when}`, async () => {
    await using collection = await temporaryCollection(pool);
    const md5s: string[] = [];
    for (let seed = 1; seed <= 4; seed++)
      md5s.push(await collection.picture(`${seed}.png`, seed, seed));
    await collection.process();
    const [a = '', b = '', c = '', d = ''] = md5s;
    await renumber(collection, b, { number: 1, added: '2020-01-01T00:00:00.000Z' });
    await renumber(collection, d, { number: 3 });
    if (isFresh) await collection.remove('.homebooru');
    const { notices } = await collection.process();
    const [winner, loser] = c < d ? [c, d] : [d, c];
    assert.equal(notices.length, 2);
    assert.deepEqual(await shown(collection), [
      [1, b],
      [3, winner],
      [4, a],
      [5, loser],
    ]);
    assert.deepEqual((await collection.process()).notices, []);
  });
}

test('a number far beyond all others is given up', async () => {
  await using collection = await temporaryCollection(pool);
  const first = await collection.picture('1.png', 1);
  const second = await collection.picture('2.png', 2, 1);
  await collection.process();
  await renumber(collection, second, { number: 70_000 });
  assert.match(
    (await collection.process()).notices[0] ?? '',
    /claimed number 70000, and is now number 2/,
  );
  assert.deepEqual(await shown(collection), [
    [1, first],
    [2, second],
  ]);
  await renumber(collection, second, { number: 60_000 });
  await collection.process();
  assert.deepEqual(await shown(collection), [
    [1, first],
    [60_000, second],
  ]);
});
