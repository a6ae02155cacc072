import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { registerProcess } from '../../pipeline/commands/process.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { recordPlace, temporaryCollection } from '../fixtures/collection.ts';
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
