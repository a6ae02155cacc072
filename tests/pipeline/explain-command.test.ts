import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Explanation } from '../../catalog/explain.ts';
import { registerProcess } from '../../pipeline/commands/process.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { recordPlace, temporaryCollection } from '../fixtures/collection.ts';
import { fakedCollection } from '../fixtures/collection-with-fakes.ts';
import { runCommand } from '../fixtures/run-command.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

test('a post is explained by its MD5, its number or its path, for people and as JSON', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a/x.png', 1);
  await collection.put('images/a/x.txt', 'creator:bob\ncat');
  await collection.process();
  const before = collection.everyFile();
  const run = (...words: readonly string[]) =>
    runCommand(registerProcess, 'process', '--collection', collection.path, '--explain', ...words);
  for (const which of [md5, md5.toUpperCase(), '1', 'a/x.png', 'images/a/x.png']) {
    const { out, code } = await run(which, '--json');
    assert.equal(code, 0, which);
    const { number, tags } = JSON.parse(out);
    assert.equal(number, 1);
    assert.deepEqual(
      tags.map(({ name, state }: Readonly<Record<string, string>>) => [name, state]),
      [
        ['bob', 'shown'],
        ['cat', 'shown'],
      ],
    );
  }
  const { out } = await run('1');
  assert.match(out, /^post 1, /);
  assert.match(out, /bob \(artist\): tagfile, artist/);
  assert.match(out, /tagfile: found 2026-05-06 07:08/);
  assert.ok((await run('none.png')).error instanceof SettingsError);
  assert.deepEqual(collection.everyFile(), before);
  await collection.put(recordPlace(md5), '{');
  const { error } = await run('1');
  assert.ok(error instanceof SettingsError, String(error));
  assert.match(error.message, new RegExp(`${md5}\\.json: the record .*JSON`));
});

test('an explanation names those that the next run asks: what is on, has its turn, and its keys', async () => {
  await using faked = await fakedCollection(pool, 1, () => false);
  const { path } = faked.collection;
  const dueOf = async (...words: readonly string[]): Promise<readonly (readonly string[])[]> => {
    const where = ['--collection', path, '--explain', '1', '--json', ...words];
    const { out } = await runCommand(registerProcess, 'process', ...where);
    const { lookups, unasked } = JSON.parse(out) as Explanation;
    return [lookups.filter(({ isDue }) => isDue).map(({ source }) => source), unasked];
  };
  await faked.collection.process();
  assert.deepEqual(await dueOf(), [[], ['danbooru', 'e621', 'yandere']]);
  assert.deepEqual(await dueOf('--offline'), [[], []]);
  await faked.run({ lookUp: { only: ['danbooru', 'e621', 'yandere'] } });
  // Their next turn has long come, when this is run.
  assert.deepEqual(await dueOf(), [['danbooru', 'e621', 'yandere'], ['gelbooru']]);
  const text = await readFile(join(path, 'homebooru.yaml'), 'utf8');
  const off = text
    .replace(/e621: \{/, 'e621: { enabled: false,')
    .replace(/gelbooru: \{/, '$& enabled: false,');
  await faked.collection.put('homebooru.yaml', off);
  assert.deepEqual(await dueOf(), [['danbooru', 'yandere'], ['filename']]);
});
