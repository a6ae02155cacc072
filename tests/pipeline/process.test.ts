import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const none = { added: 0, changed: 0, moved: 0, gone: 0, same: 0 };

function countsOf(run: Readonly<Record<keyof typeof none, number>>) {
  const { added, changed, moved, gone, same } = run;
  return { added, changed, moved, gone, same };
}

test('numbers follow the time, then the bytes of the path', async () => {
  await using collection = await temporaryCollection(pool);
  const late = await collection.picture('a.png', 1, 50);
  const places = ['\uffee.png', '\u{1f98a}.png', 'b/c.png', 'Z.png', 'a b.png'];
  const md5s = new Map<string, string>();
  for (const [at, place] of places.entries())
    md5s.set(place, await collection.picture(place, 10 + at, 20));
  const early = await collection.picture('z.png', 2, 10);
  await collection.process();
  const numberOf = async (md5 = '') => (await collection.record(md5)).number;
  assert.equal(await numberOf(early), 1);
  const byBytes = places.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [at, place] of byBytes.entries())
    assert.equal(await numberOf(md5s.get(place)), at + 2, place);
  assert.equal(await numberOf(late), 7);
});

test('a later run goes on after the highest number', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.picture('a.png', 1, 100);
  await collection.process();
  const older = await collection.picture('b.png', 2, 0);
  await collection.process();
  assert.equal((await collection.record(older)).number, 2);
});

test('an unchanged run changes no file, and says so', async () => {
  await using collection = await temporaryCollection(pool);
  for (let seed = 1; seed < 9; seed++) await collection.picture(`${seed % 3}/${seed}.png`, seed);
  await collection.picture('twice.png', 1);
  await collection.put('images/bad.jpg', '<html>');
  await collection.put('images/half.png', png(77).subarray(0, 60));
  const first = await collection.process();
  assert.deepEqual(countsOf(first), { ...none, added: 11 });
  const before = collection.everyFile();
  const second = await collection.process();
  assert.deepEqual(countsOf(second), { ...none, same: 11 });
  assert.deepEqual(collection.everyFile(), before);
  assert.deepEqual(new Set(second.problems), new Set(first.problems), 'a problem stands');
});

test('a renamed file keeps its post, its number and its edits', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.picture('b.png', 2);
  await collection.process();
  await collection.edit(md5, { add: [{ name: 'mine' }], favourite: true });
  const before = await collection.record(md5);
  await rename(join(collection.path, 'images/a.png'), join(collection.path, 'images/new name.png'));
  const run = await collection.process();
  assert.deepEqual(countsOf(run), { ...none, moved: 1, same: 1 });
  const { rest: _rest, ...now } = await collection.record(md5);
  const { rest: _old, ...kept } = before;
  assert.deepEqual(now, { ...kept, locations: [{ path: 'new name.png' }] });
});

test('R26: two files of the same bytes are one post with two locations', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('b.png', 1);
  await collection.picture('a/x.png', 1, 5);
  await collection.process();
  const record = await collection.record(md5);
  assert.deepEqual(record.locations, [{ path: 'a/x.png' }, { path: 'b.png' }]);
  await collection.remove('images/b.png');
  assert.deepEqual(countsOf(await collection.process()), { ...none, gone: 1, same: 1 });
  assert.deepEqual((await collection.record(md5)).locations, [{ path: 'a/x.png' }]);
  await collection.picture('c.png', 1);
  await collection.process();
  assert.deepEqual((await collection.record(md5)).locations, [
    { path: 'a/x.png' },
    { path: 'c.png' },
  ]);
  assert.equal((await collection.record(md5)).number, 1);
});

test('a file with other bytes is another post, and the old one is kept without a place', async () => {
  await using collection = await temporaryCollection(pool);
  const old = await collection.picture('a.png', 1);
  await collection.process();
  const now = await collection.picture('a.png', 2, 30);
  assert.deepEqual(countsOf(await collection.process()), { ...none, changed: 1 });
  assert.deepEqual((await collection.record(old)).locations, []);
  assert.equal((await collection.record(now)).number, 2);
  await collection.picture('a.png', 1, 60);
  await collection.process();
  assert.deepEqual((await collection.record(old)).locations, [{ path: 'a.png' }]);
  assert.equal((await collection.record(old)).number, 1);
});

test('a file that is only touched is the same', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  const before = collection.everyFile();
  await collection.picture('a.png', 1, 500);
  assert.deepEqual(countsOf(await collection.process()), { ...none, same: 1 });
  assert.deepEqual(collection.everyFile(), before);
  assert.equal((await collection.record(md5)).number, 1);
});

test('R24, R25: files that are no pictures are problems by name, and the rest is processed', async () => {
  await using collection = await temporaryCollection(pool);
  const good = await collection.picture('good.png', 1);
  await collection.put('images/page.jpg', '<!DOCTYPE html><p>no</p>');
  await collection.put('images/empty.png', '');
  await collection.put('images/zeros.gif', Buffer.alloc(500));
  await collection.put('images/magic.png', '\x89PNG\r\n\x1a\n');
  await collection.put('images/film.mp4', 'x');
  const { problems, notices } = await collection.process();
  const reasons = new Map(problems.map(({ path, reason }) => [path, reason]));
  assert.deepEqual([...reasons.keys()].toSorted(), [
    'empty.png',
    'magic.png',
    'page.jpg',
    'zeros.gif',
  ]);
  assert.match(reasons.get('page.jpg') ?? '', /it is HTML/);
  assert.match(reasons.get('empty.png') ?? '', /an empty file/);
  assert.match(reasons.get('zeros.gif') ?? '', /a file of zeros/);
  assert.deepEqual(notices, ['mp4 1: not supported']);
  assert.equal((await collection.record(good)).number, 1);
});

test('R22: a damaged picture is a post and a problem, in every run', async () => {
  await using collection = await temporaryCollection(pool);
  const whole = png(9, { width: 300, height: 300 });
  const md5 = await collection.put('images/half.png', whole.subarray(0, whole.length - 40));
  for (let round = 0; round < 2; round++) {
    const { problems } = await collection.process();
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['half.png'],
      `run ${round}`,
    );
    assert.match(problems[0]?.reason ?? '', /is damaged: /);
  }
  assert.ok((await collection.record(md5)).measures?.damaged);
});

test('a problem that is mended becomes a post, and one that goes away is forgotten', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.put('images/a.png', 'junk');
  await collection.put('images/b.png', 'junk');
  assert.equal((await collection.process()).problems.length, 2);
  const md5 = await collection.picture('a.png', 1, 10);
  await collection.remove('images/b.png');
  const run = await collection.process();
  assert.deepEqual(run.problems, []);
  assert.equal((await collection.record(md5)).number, 1);
});

test('R55: odd names make no trouble on the way to a record', async () => {
  await using collection = await temporaryCollection(pool);
  const names = [
    '#%?&"\'<.png',
    'line\nbreak.png',
    `${'n'.repeat(196)}.png`,
    'e\u0301.png',
    'in\nside/x.png',
  ];
  const md5s = new Map<string, string>();
  for (const [at, name] of names.entries()) md5s.set(name, await collection.picture(name, at));
  assert.deepEqual((await collection.process()).problems, []);
  for (const [name, md5] of md5s) {
    assert.deepEqual((await collection.record(md5)).locations, [{ path: name }]);
  }
  assert.equal((await collection.process()).same, names.length);
});

test('R12: a young file is looked at again within the same run', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1, Date.now() / 1000 - 1_600_000_000);
  const begin = performance.now();
  assert.equal((await collection.process()).added, 1);
  assert.ok(performance.now() - begin > 1000);
  assert.equal((await collection.record(md5)).number, 1);
});

test('several image folders are one collection, and tell their files apart', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'paths: { images: [images, more] }');
  const md5 = await collection.picture('a.png', 1);
  await collection.put('more/a.png', png(1));
  const other = await collection.put('more/b.png', png(2));
  await collection.process();
  assert.deepEqual((await collection.record(md5)).locations, [
    { path: 'a.png' },
    { path: 'a.png', root: 'more' },
  ]);
  assert.deepEqual((await collection.record(other)).locations, [{ path: 'b.png', root: 'more' }]);
  assert.equal((await collection.process()).same, 3);
});
