import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { registerInit, settingsText } from '../../pipeline/commands/init.ts';
import { readSettings } from '../../pipeline/settings/settings.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { readTagRules } from '../../pipeline/settings/tag-rules-file.ts';
import { png } from '../fixtures/png.ts';
import { runCommand } from '../fixtures/run-command.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('init makes settings that parse to the defaults, rules that say nothing, and a folder', async () => {
  await using folder = await temporaryFolder();
  const collection = join(folder.path, 'new one');
  const { out, code } = await runCommand(registerInit, 'init', collection);
  assert.equal(code, 0);
  assert.match(out, /homebooru build --collection '.*new one'/);
  assert.ok(existsSync(join(collection, 'images')));
  const made = await readSettings(collection, false);
  const usual = await readSettings(join(folder.path, 'nothing'), false);
  assert.deepEqual({ ...made, paths: 0 }, { ...usual, paths: 0 });
  assert.equal((await readTagRules(made.paths.tagsFile)).hidden.size, 0);
});

test('every key stands in the comments with its default: without its # the file says the same', async () => {
  await using folder = await temporaryFolder();
  const uncommented = settingsText()
    .replace(/^##.*$/gm, '')
    .replace(/^#/gm, '');
  await folder.write('homebooru.yaml', uncommented);
  await folder.write('usual/homebooru.yaml', '');
  const said = await readSettings(folder.path, false);
  const usual = await readSettings(join(folder.path, 'usual'), false);
  assert.deepEqual({ ...said, paths: 0 }, { ...usual, paths: 0 });
  assert.deepEqual(Object.keys(said.sources), Object.keys(usual.sources));
  assert.equal(said.paths.state, join(folder.path, '.homebooru'));
  for (const key of Object.keys(usual)) {
    if (key !== 'isOffline') assert.match(uncommented, new RegExp(`^${key}:`, 'm'));
  }
});

test('init overwrites no settings', async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write('homebooru.yaml', 'site: { title: Mine }\n');
  const { error } = await runCommand(registerInit, 'init', folder.path);
  assert.ok(error instanceof SettingsError);
  assert.equal(readFileSync(file, 'utf8'), 'site: { title: Mine }\n');
});

test('a folder that holds pictures itself gets no images folder, which would hide them', async () => {
  await using folder = await temporaryFolder();
  await folder.write('holiday/beach.png', png(1));
  const { out } = await runCommand(registerInit, 'init', folder.path, '--json');
  assert.deepEqual(JSON.parse(out), {
    collection: folder.path,
    created: ['homebooru.yaml', 'tags.yaml'],
  });
  assert.ok(!existsSync(join(folder.path, 'images')));
});
