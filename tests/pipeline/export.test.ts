import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { registerExport } from '../../pipeline/commands/export.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { recordPlace, temporaryCollection } from '../fixtures/collection.ts';
import { runCommand } from '../fixtures/run-command.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const danbooru = {
  id: 11,
  parent_id: 5,
  has_children: true,
  tag_string: 'alice cat highres someone wonderland',
  tag_string_artist: 'someone',
  tag_string_character: 'alice',
  tag_string_copyright: 'wonderland',
  tag_string_general: 'cat',
  tag_string_meta: 'highres',
};
const e621 = {
  id: 22,
  tags: { general: ['ears'], species: ['fox'], lore: ['gift_(lore)'] },
  relationships: { parent_id: null, has_children: false },
};

test('every file has an entry in the fields of the Flask version', async () => {
  await using collection = await temporaryCollection(pool);
  const first = await collection.picture('z/first.png', 1, 1);
  await collection.picture('copy.png', 1, 2);
  const second = await collection.picture('b.png', 2, 3);
  await collection.picture('nothing.png', 3, 4);
  const flask = { saucenao_lookup: true, camie_tagger_lookup: false, saucenao_response: null };
  await collection.put(
    recordPlace(first),
    JSON.stringify({ md5: first, ...flask, sources: { danbooru, e621 } }),
  );
  await collection.put(recordPlace(second), JSON.stringify({ md5: second, sources: { e621 } }));
  await collection.process();
  await collection.edit(second, { add: [{ name: '__proto__' }], remove: ['ears'], parent: 1 });
  const file = join(collection.path, 'out.json');
  const { out, code } = await runCommand(
    registerExport,
    'export',
    file,
    '--collection',
    collection.path,
    '--json',
  );
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out), { file, entries: 4, problems: [] });
  const text = readFileSync(file, 'utf8');
  const written = new Map(Object.entries(JSON.parse(text) as Record<string, unknown>));
  assert.deepEqual([...written.keys()], ['b.png', 'copy.png', 'nothing.png', 'z/first.png']);
  assert.equal(written.get('nothing.png'), 'not_found');
  assert.deepEqual(written.get('copy.png'), {
    tags: 'alice cat ears fox gift_(lore) highres someone wonderland',
    tags_character: 'alice',
    tags_copyright: 'wonderland',
    tags_artist: 'someone',
    tags_meta: 'highres',
    tags_general: 'cat ears',
    id: 11,
    parent_id: 5,
    has_children: true,
    md5: first,
    sources: ['danbooru', 'e621'],
    saucenao_lookup: true,
    camie_tagger_lookup: false,
  });
  assert.deepEqual(written.get('z/first.png'), written.get('copy.png'));
  assert.deepEqual(written.get('b.png'), {
    tags: '__proto__ fox gift_(lore)',
    tags_character: '',
    tags_copyright: '',
    tags_artist: '',
    tags_meta: '',
    tags_general: '__proto__',
    id: 22,
    parent_id: 11,
    has_children: false,
    md5: second,
    sources: ['e621'],
    saucenao_lookup: false,
    camie_tagger_lookup: false,
  });
  await runCommand(registerExport, 'export', file, '--collection', collection.path);
  assert.equal(readFileSync(file, 'utf8'), text);
});

test('an empty collection is an empty object', async () => {
  await using collection = await temporaryCollection(pool);
  const file = join(collection.path, 'out.json');
  await runCommand(registerExport, 'export', file, '--collection', collection.path);
  assert.equal(readFileSync(file, 'utf8'), '{}\n');
});

test('standard output holds one document, not two', async () => {
  await using collection = await temporaryCollection(pool);
  const { error } = await runCommand(
    registerExport,
    'export',
    '-',
    '--json',
    '--collection',
    collection.path,
  );
  assert.ok(error instanceof SettingsError);
});
