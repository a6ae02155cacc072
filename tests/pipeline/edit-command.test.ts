import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { registerDelete } from '../../pipeline/commands/delete.ts';
import { registerEdit } from '../../pipeline/commands/edit.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
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

async function changeByHand(
  collection: TestCollection,
  md5: string,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const record = { ...(await collection.record(md5)), ...change };
  await collection.put(recordPlace(md5), JSON.stringify(record));
}

test('a post that is named by its number is edited as its record is now, without a look at others', async () => {
  await using collection = await temporaryCollection(pool);
  const first = await collection.picture('1.png', 1, 1);
  const second = await collection.picture('2.png', 2, 2);
  await collection.process();
  const numberOf = async (md5: string) => (await collection.record(md5)).number;
  const [one, two] = [await numberOf(first), await numberOf(second)];
  const edit = async (...words: readonly string[]) => {
    const { out } = await runCommand(
      registerEdit,
      'edit',
      ...words,
      '--json',
      '--collection',
      collection.path,
    );
    return JSON.parse(out).matched;
  };
  // A number that moves by hand: it is looked for everywhere only where it is not what it was.
  await changeByHand(collection, second, { number: 9 });
  assert.equal(await edit(`id:${one}`, '+cat'), 1);
  assert.deepEqual((await collection.record(first)).edits.add, [{ name: 'cat' }]);
  assert.equal(await edit(`id:${two}`, '+dog'), 0);
  assert.equal(await edit('id:9', '+bird', '--parent', String(one)), 1);
  const { add, parent } = (await collection.record(second)).edits;
  assert.deepEqual({ add, parent }, { add: [{ name: 'bird' }], parent: one });
  await collection.remove(recordPlace(second));
  assert.equal(await edit('id:9', '+fish'), 0);
});

test('of a picture with a flat record and one in a folder the one that counts is edited', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('1.png', 1, 1);
  await collection.process();
  const text = readFileSync(join(collection.path, recordPlace(md5)), 'utf8');
  const { number } = JSON.parse(text);
  await collection.remove(recordPlace(md5));
  await collection.put(`metadata/${md5}.json`, text);
  const edit = (word: string) =>
    runCommand(registerEdit, 'edit', `id:${number}`, word, '--collection', collection.path);
  await edit('+flat');
  await collection.put(recordPlace(md5), text);
  await edit('+mine');
  const { add } = (await collection.record(md5)).edits;
  assert.deepEqual(add, [{ name: 'mine' }]);
});

test("a number that a deleted post had, and that another record took by hand, is that one's", async () => {
  await using collection = await temporaryCollection(pool);
  const gone = await collection.picture('1.png', 1, 1);
  const taker = await collection.picture('2.png', 2, 2);
  await collection.process();
  const { number } = await collection.record(gone);
  await runCommand(registerDelete, 'delete', String(number), '--collection', collection.path);
  await changeByHand(collection, taker, { number });
  await runCommand(registerEdit, 'edit', `id:${number}`, '+mine', '--collection', collection.path);
  assert.deepEqual((await collection.record(taker)).edits.add, [{ name: 'mine' }]);
});

test('where a number is named no record but its own is read', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('1.png', 1, 1);
  const other = await collection.picture('2.png', 2, 2);
  await collection.process();
  const { number } = await collection.record(md5);
  const place = ['--json', '--collection', collection.path];
  // The first command reads everything, as the collection's rules are others than the test's.
  await runCommand(registerEdit, 'edit', `id:${number}`, '+bird', ...place);
  await collection.put(recordPlace(other), '{"schema":');
  await runCommand(registerEdit, 'edit', `id:${number}`, '+cat', ...place);
  assert.equal(readFileSync(join(collection.path, recordPlace(other)), 'utf8'), '{"schema":');
  await runCommand(registerEdit, 'edit', 'cat', '+dog', ...place);
  assert.notEqual(readFileSync(join(collection.path, recordPlace(other)), 'utf8'), '{"schema":');
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
