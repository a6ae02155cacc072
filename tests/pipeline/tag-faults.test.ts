import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, mock, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { tagPosts } from '../../pipeline/stages/tag-posts.ts';
import { fakePost } from '../fixtures/fake-booru/post.ts';
import { taggedCollection } from '../fixtures/tagged-collection.ts';
import type { TinyTag } from '../fixtures/tiny-tagger.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const nan = Number.NaN;
/** Of a model that gives no numbers. */
const numberless: readonly TinyTag[] = [
  { name: 'odd', category: 'general', region: 'whole', colour: [nan, nan, nan] },
];

test('R28: without a model all else works, and how to get one is said once, not as a problem', async () => {
  await using faked = await taggedCollection(pool, []);
  const first = await faked.run();
  assert.deepEqual(first.problems, []);
  assert.equal(first.notices.length, 1);
  assert.match(first.notices[0] ?? '', /3 of the pictures.*models pull camie-tagger-v2.*GPL-3.0/);
  assert.deepEqual((await faked.run()).notices, []);
});

test('R28: a model that is demanded and not there is a problem', async () => {
  await using faked = await taggedCollection(pool, [], {
    tagger: '{ enabled: true, model: nothing }',
  });
  const { problems } = await faked.run();
  assert.equal(problems.length, 1);
  assert.equal(problems[0]?.path, 'models/nothing');
  assert.match(problems[0]?.reason ?? '', /not tagged: there is no such model/);
});

test('R28: a broken model is one problem, leaves the records alone, and the run goes on', async () => {
  await using faked = await taggedCollection(pool, ['toy'], { tagger: '{ model: toy }' });
  await writeFile(join(faked.collection.path, 'models/toy/camie-tagger-v2.onnx'), 'broken');
  const { problems, sources, added } = await faked.run();
  assert.equal(added, 3);
  assert.equal(problems.length, 1);
  assert.match(problems[0]?.reason ?? '', /^not tagged: the model cannot be loaded/);
  assert.equal(sources['toy']?.found, 0);
  assert.ok(!(await faked.collection.record(faked.md5s[0] ?? '')).lookups.has('toy'));
});

test('R28: scores that are no numbers mark each picture as not tagged, and stay problems', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy }',
    labels: numberless,
    pictures: 2,
  });
  const first = await faked.run();
  assert.deepEqual(
    first.problems.map(({ path }) => path),
    ['0/0.png', '1/1.png'],
  );
  for (let times = 0; times < 4; times++) await faked.run();
  const standing = await faked.run();
  assert.equal(standing.sources['toy'], undefined, 'it is not tried again at once');
  assert.deepEqual(standing.problems, first.problems);
  const lookup = (await faked.collection.record(faked.md5s[0] ?? '')).lookups.get('toy');
  assert.equal(lookup?.reason, 'not tagged: the model gives scores that are no numbers');
});

test('R28: a model that gives no numbers for one picture after the other is given up', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy }',
    labels: numberless,
    pictures: 6,
  });
  const { problems } = await faked.run();
  assert.equal(problems.length, 3);
  assert.equal(problems[2]?.path, 'models/toy');
  assert.match(problems[2]?.reason ?? '', /^not tagged: 3 times in a row .*no numbers/);
  const records = await Promise.all(faked.md5s.map(faked.collection.record));
  assert.equal(records.filter(({ lookups }) => lookups.has('toy')).length, 2);
});

test('R28: scores that are no confidences are the model’s problem, and no record is written', async () => {
  await using faked = await taggedCollection(pool, ['toy'], { tagger: '{ model: toy }' });
  const place = join(faked.collection.path, 'models/toy/tagger.json');
  const text = await readFile(place, 'utf8');
  const wrong = text.replace('"activation":"sigmoid"', '"activation":"none"');
  assert.notEqual(wrong, text);
  await writeFile(place, wrong);
  const { problems } = await faked.run();
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['models/toy'],
  );
  assert.match(problems[0]?.reason ?? '', /beyond 0 to 1: output.activation wants "sigmoid"/);
  for (const md5 of faked.md5s) {
    assert.ok(!(await faked.collection.record(md5)).lookups.has('toy'));
  }
});

test('what a model could not tag is no problem any more once a booru knows it', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy }',
    labels: numberless,
    pictures: 2,
  });
  await faked.run();
  const [md5 = ''] = faked.md5s;
  faked.sites.danbooru.posts.set(md5, fakePost(md5, 7));
  const { problems } = await faked.run({ now: '2026-06-30T00:00:00.000Z' });
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['1/1.png'],
  );
});

test('who has no model and knows how to get one is asked nothing of each post', async () => {
  const asked: number[] = [];
  for (const pictures of [2, 6]) {
    await using faked = await taggedCollection(pool, [], { pictures });
    await faked.run();
    await faked.collection.write(async (context) => {
      const sql = mock.method(context.library, 'sql');
      const { signal } = new AbortController();
      assert.deepEqual(await tagPosts(context, [], {}, signal), {});
      asked.push(sql.mock.callCount());
      const texts = sql.mock.calls.map(({ arguments: [text] }) => text);
      assert.ok(!texts.some((text) => text.includes('FROM posts')), texts.join('\n'));
    });
  }
  assert.equal(asked[0], asked[1]);
});
