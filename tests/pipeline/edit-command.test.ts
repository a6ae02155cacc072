import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { registerEdit } from '../../pipeline/commands/edit.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { runCommand } from '../fixtures/run-command.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

test('edit adds, removes and marks what a query finds, and says how many', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('1.png', 1);
  await collection.process();
  const edit = (...words: readonly string[]) =>
    runCommand(registerEdit, 'edit', ...words, '--json', '--collection', collection.path);
  const dry = await edit('', '+cat', '--dry-run');
  assert.deepEqual(JSON.parse(dry.out), { matched: 1, changed: 1, dryRun: true });
  assert.deepEqual((await collection.record(md5)).edits.add, []);
  await edit('id:1', '+artist:somebody', '+cat', '-dog', '--favourite', '--rating', 'q');
  await edit('cat', '-artist:somebody');
  const { add, remove, favourite, rating } = (await collection.record(md5)).edits;
  assert.deepEqual(
    { add, remove, favourite, rating },
    {
      add: [{ name: 'cat' }],
      remove: ['dog', 'somebody'],
      favourite: true,
      rating: 'questionable',
    },
  );
});

for (const [wish, words] of [
  ['a mistyped option', ['', '+cat', '--dryrun']],
  ['a word that is no change', ['', 'cat']],
  ['no change at all', ['']],
  ['a rating that is none', ['', '--rating', 'x']],
  ['a parent that is no post', ['', '--parent', '99']],
  ['a query that cannot be read', ['(cat', '+dog']],
] as const) {
  test(`${wish} is refused, and edits nothing`, async () => {
    await using collection = await temporaryCollection(pool);
    const md5 = await collection.picture('1.png', 1);
    await collection.process();
    const place = ['--collection', collection.path];
    const { error } = await runCommand(registerEdit, 'edit', ...words, ...place);
    assert.ok(error instanceof SettingsError);
    assert.equal((await collection.record(md5)).revision, 0);
  });
}
