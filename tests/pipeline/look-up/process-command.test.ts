import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { registerProcess } from '../../../pipeline/commands/process.ts';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { SettingsError } from '../../../pipeline/settings/settings-error.ts';
import { temporaryCollection } from '../../fixtures/collection.ts';
import { fakedCollection, fakeNames } from '../../fixtures/collection-with-fakes.ts';
import { runCommand } from '../../fixtures/run-command.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const refused: readonly (readonly [words: readonly string[], message: RegExp])[] = [
  [['--only', 'danboru'], /there is no source danboru; known: danbooru, e621/],
  [['--only', 'e621,konachan'], /konachan is off; sources\.konachan\.enabled switches it on/],
  [['--refresh', '--older-than', '3 days'], /--older-than wants an age such as 90d/],
  [['--older-than', '90d'], /--older-than wants --refresh/],
  [['cat'], /a query wants --refresh or --retry/],
  [['--refresh', '(cat'], /\^ /],
];
for (const [words, message] of refused) {
  test(`process ${words.join(' ')} is refused before anything is done`, async () => {
    await using collection = await temporaryCollection(pool);
    const place = ['--collection', collection.path, '--offline'];
    const { error } = await runCommand(registerProcess, 'process', ...place, ...words);
    assert.ok(error instanceof SettingsError, String(error));
    assert.match(error.message, message);
  });
}

test('process asks, tells what came of it, and takes a query for a refresh', async () => {
  await using faked = await fakedCollection(pool, 3, (name, at) => name === 'danbooru' || at === 1);
  const place = ['--collection', faked.collection.path, '--json'];
  const first = await runCommand(registerProcess, 'process', ...place);
  assert.deepEqual([first.error, first.code], [undefined, 0]);
  assert.deepEqual(JSON.parse(first.out).sources, {
    danbooru: { requests: 1, found: 3, absent: 0, failed: 0 },
    e621: { requests: 1, found: 1, absent: 2, failed: 0 },
    yandere: { requests: 1, found: 1, absent: 2, failed: 0 },
    gelbooru: { requests: 0, found: 0, absent: 0, failed: 0 },
    filename: { requests: 0, found: 0, absent: 0, failed: 0 },
  });
  const again = await runCommand(
    registerProcess,
    ...['process', ...place, '--refresh', '--only', 'e621', 'id:2,3'],
  );
  assert.deepEqual(JSON.parse(again.out).sources, {
    e621: { requests: 1, found: 1, absent: 0, failed: 0 },
  });
  assert.equal(faked.sites.e621.asked.at(-1), faked.md5s[1]);
  const retried = await runCommand(registerProcess, 'process', ...place, '--retry', 'absent');
  assert.equal(JSON.parse(retried.out).sources.e621.absent, 2);
});

test('sites are asked no faster than the settings say, by their own clocks', async () => {
  await using faked = await fakedCollection(pool, 4, () => false, { batch: 1 });
  await runCommand(registerProcess, 'process', '--collection', faked.collection.path);
  for (const name of fakeNames) {
    const times = faked.sites[name].requests.map(({ at }) => at);
    assert.equal(times.length, 4, name);
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    assert.ok(Math.min(...gaps) >= 100, `${name}: ${gaps}`);
  }
});
