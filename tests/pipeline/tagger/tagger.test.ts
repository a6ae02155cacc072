import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type JsonObject, ownObject } from '../../../catalog/json.ts';
import type { Descriptor } from '../../../pipeline/tagger/descriptor.ts';
import type { Tagger, TagOutcome } from '../../../pipeline/tagger/tagger.ts';
import { png } from '../../fixtures/png.ts';
import { writeSlowModel } from '../../fixtures/slow-model.ts';
import { shippedDescriptor, type TestTaggerWish, testTagger } from '../../fixtures/tagger.ts';
import { type TemporaryFolder, temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { writeTinyModel } from '../../fixtures/tiny-tagger.ts';

let folder: TemporaryFolder;
let tiny: Descriptor;
let red: string;
before(async () => {
  folder = await temporaryFolder();
  tiny = await writeTinyModel(
    join(folder.path, 'tiny'),
    await shippedDescriptor('camie-tagger-v2'),
  );
  red = await folder.write('red.png', png(0xff0000, { width: 64, height: 64 }));
});
after(() => folder[Symbol.asyncDispose]());

function tinyTagger(wish: TestTaggerWish = {}) {
  return testTagger(join(folder.path, 'tiny'), tiny, wish);
}

function tagsOf(outcome: TagOutcome, category = 'general'): JsonObject {
  assert.equal(outcome.kind, 'tagged', JSON.stringify(outcome));
  const groups = outcome.kind === 'tagged' ? ownObject(outcome.predictions, 'predictions') : {};
  const group = ownObject(groups ?? {}, category);
  assert.ok(isObject(group));
  return group;
}

test('predictions come back with confidences, ratings by arg-max, and no year', async () => {
  await using tagger = tinyTagger();
  const outcome = await tagger.tag(red);
  assert.equal(tagsOf(outcome)['whole_red'], 0.982);
  assert.deepEqual(tagsOf(outcome, 'rating'), { explicit: 0.982 });
  assert.deepEqual(tagsOf(outcome, 'character'), { 'red_fox_(colour)': 0.982 });
  assert.ok(!JSON.stringify(outcome).includes('year'));
});

test('many pictures are answered in turn, and a broken one is refused by itself', async () => {
  await using tagger = tinyTagger();
  const blue = await folder.write('blue.png', png(0x0000ff, { width: 32, height: 32 }));
  const broken = await folder.write('broken.png', 'no picture');
  const outcomes = await Promise.all(
    [red, blue, broken, red, join(folder.path, 'nowhere.png'), blue].map((path) =>
      tagger.tag(path),
    ),
  );
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['tagged', 'tagged', 'refused', 'tagged', 'refused', 'tagged'],
  );
  assert.ok('whole_blue' in tagsOf(outcomes[1] as TagOutcome));
  const [, , refused] = outcomes;
  assert.ok(refused?.kind === 'refused' && !refused.reason.includes(folder.path), refused?.kind);
});

test('a process that is killed in the middle of a run costs one try, and nothing else', async () => {
  const { path, descriptor } = await writeSlowModel(join(folder.path, 'slow'), 10);
  await using tagger = testTagger(path, descriptor);
  const jobs = [red, red, red, red].map((picture) => tagger.tag(picture));
  const first = await jobs[0];
  assert.equal(first?.kind, 'tagged');
  const victim = tagger.pid;
  assert.ok(victim);
  process.kill(victim, 'SIGKILL');
  const outcomes = await Promise.all(jobs);
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['tagged', 'tagged', 'tagged', 'tagged'],
  );
  assert.notEqual(tagger.pid, victim);
});

test('a picture on which the process dies twice is refused, and those behind it are tagged', async () => {
  const { path, descriptor } = await writeSlowModel(join(folder.path, 'deadly'), 10);
  await using tagger = testTagger(path, descriptor);
  const jobs = [red, red, red].map((picture) => tagger.tag(picture));
  const first = await untilWorking(tagger);
  process.kill(first, 'SIGKILL');
  await until(() => tagger.pid !== first);
  process.kill(await untilWorking(tagger), 'SIGKILL');
  const outcomes = await Promise.all(jobs);
  assert.deepEqual(outcomes[0], {
    kind: 'refused',
    reason: "the tagger's process ended with SIGKILL",
  });
  assert.deepEqual(
    outcomes.slice(1).map(({ kind }) => kind),
    ['tagged', 'tagged'],
  );
});

/** The process, once it has been given work. */
async function untilWorking(tagger: Tagger): Promise<number> {
  await until(() => tagger.loaded !== undefined);
  const { pid } = tagger;
  assert.ok(pid);
  return pid;
}

test('R28: a picture that takes too long is given up after two tries', async () => {
  const { path, descriptor } = await writeSlowModel(join(folder.path, 'endless'), 200);
  await using tagger = testTagger(path, descriptor, { limits: { job: 200 } });
  const outcome = await tagger.tag(red);
  assert.deepEqual(outcome, { kind: 'refused', reason: 'the picture takes more than 0.2 s' });
});

test('a process that only dies is given up in the end', async () => {
  await using tagger = tinyTagger({ limits: { load: 1 } });
  const outcome = await tagger.tag(red);
  assert.equal(outcome.kind, 'unusable');
  assert.match(
    outcome.kind === 'unusable' ? outcome.reason : '',
    /loading the model takes more than/,
  );
  assert.equal((await tagger.tag(red)).kind, 'unusable');
});

test('without work the process ends, and begins anew with the next picture', async () => {
  await using tagger = tinyTagger({ limits: { idle: 20 } });
  await tagger.tag(red);
  await until(() => tagger.pid === undefined);
  assert.equal((await tagger.tag(red)).kind, 'tagged');
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(2);
}

test('R28: too little memory is said, and no process is started', async () => {
  await using tagger = tinyTagger({ availableMemory: 1e8 });
  assert.deepEqual(await tagger.tag(red), {
    kind: 'unusable',
    reason: 'the model needs 300 MB of memory, and 100 MB are available',
  });
  assert.equal(tagger.pid, undefined);
});

test('a closed tagger leaves no process and no open question', async () => {
  const tagger = tinyTagger();
  await tagger.tag(red);
  const { pid } = tagger;
  const open = tagger.tag(red);
  await tagger[Symbol.asyncDispose]();
  assert.equal((await open).kind, 'unusable');
  assert.throws(() => process.kill(pid ?? 0, 0), { code: 'ESRCH' });
});

test('R28: a truncated, a foreign and a missing model are refused in words', async () => {
  for (const [content, reason] of [
    [Buffer.from('no model'), /cannot be loaded/],
    [Buffer.alloc(0), /cannot be loaded/],
    [undefined, /cannot be read/],
  ] as const) {
    const name = `bad-${String(reason.source).length}-${content?.length}`;
    const descriptor = await writeTinyModel(join(folder.path, name), tiny);
    const path = join(folder.path, name, descriptor.files.model.path);
    if (content) await writeFile(path, content);
    const other = {
      ...descriptor.files,
      model: { path: content ? descriptor.files.model.path : 'no' },
    };
    await using tagger = testTagger(join(folder.path, name), { ...descriptor, files: other });
    const outcome = await tagger.tag(red);
    assert.ok(outcome.kind === 'unusable', outcome.kind);
    assert.match(outcome.reason, reason);
  }
});
