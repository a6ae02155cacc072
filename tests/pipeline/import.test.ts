import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type PostRecord, parseRecord } from '../../catalog/record.ts';
import { registerCheck } from '../../pipeline/commands/check.ts';
import { registerImport } from '../../pipeline/commands/import.ts';
import { readSettings } from '../../pipeline/settings/settings.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { answer, flaskFolder, md5Of, names, tagsFile } from '../fixtures/flask-folder.ts';
import { png } from '../fixtures/png.ts';
import { type Outcome, runCommand } from '../fixtures/run-command.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

function importInto(folder: TemporaryFolder, ...words: readonly string[]): Promise<Outcome> {
  return runCommand(registerImport, 'import', join(folder.path, 'flask'), ...words);
}

function read(metadata: string, name: string, isFlat = false): PostRecord {
  const md5 = md5Of(name);
  const place = isFlat ? `${md5}.json` : `${md5.slice(0, 2)}/${md5}.json`;
  return parseRecord(JSON.parse(readFileSync(join(metadata, place), 'utf8')), md5);
}

function editsOf({ edits }: PostRecord) {
  return { add: edits.add, remove: edits.remove, times: edits.history.length };
}

/** Place → bytes, but for what is derived. */
function truth(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const kept = files.filter((file) => !file.includes('/.homebooru/')).toSorted();
  return new Map(kept.map((file) => [file, readFileSync(file, 'latin1')]));
}

function checkEdits(metadata: string, isFlat: boolean): void {
  assert.deepEqual(editsOf(read(metadata, 'a.png', isFlat)), {
    add: [{ name: 'mine' }],
    remove: ['sky'],
    times: 1,
  });
  assert.equal(editsOf(read(metadata, 'deep/b # 100%.png', isFlat)).times, 0);
  assert.deepEqual(editsOf(read(metadata, 'legacy.png')).add, [
    { name: '__proto__' },
    { name: 'old_tag' },
  ]);
  assert.deepEqual(editsOf(read(metadata, 'lonely.png')).add, [
    { name: 'alone' },
    { name: 'someone', category: 'artist' },
  ]);
  const missed = md5Of('missed.png');
  assert.ok(!existsSync(join(metadata, missed.slice(0, 2), `${missed}.json`)));
}

test('in place, the folder becomes the collection: nothing moves, edits are kept', async () => {
  await using folder = await flaskFolder();
  const flask = join(folder.path, 'flask');
  const before = truth(flask);
  const { out, error } = await importInto(folder, '--json');
  assert.equal(error, undefined);
  assert.deepEqual(JSON.parse(out), { images: 6, records: 2, edits: 3, problems: [] });
  for (const [file, content] of before) {
    if (file.endsWith(`${md5Of('a.png')}.json`)) continue;
    assert.equal(readFileSync(file, 'latin1'), content, file);
  }
  checkEdits(join(flask, 'metadata'), true);
  const { paths } = await readSettings(flask, true);
  assert.equal(paths.images[0]?.path, join(flask, 'static/images'));
  assert.match(readFileSync(join(flask, 'homebooru.yaml'), 'utf8'), /^#thumbnails:$/m);
  const checked = await runCommand(registerCheck, 'check', '--json', '--collection', flask);
  assert.deepEqual(JSON.parse(checked.out), { problems: [] });
});

test('a second import changes nothing and says the same', async () => {
  for (const mode of [[], ['--link', '--collection'], ['--copy', '--collection']]) {
    await using folder = await flaskFolder();
    const words = mode.length > 0 ? [...mode, join(folder.path, 'new')] : [];
    const first = await importInto(folder, ...words, '--json');
    const before = truth(folder.path);
    const second = await importInto(folder, ...words, '--json');
    assert.equal(second.out, first.out);
    assert.deepEqual(truth(folder.path), before);
  }
});

test('linked and copied, everything arrives in the other collection, and the old folder stays', async () => {
  for (const mode of ['--link', '--copy']) {
    await using folder = await flaskFolder();
    const flask = join(folder.path, 'flask');
    const collection = join(folder.path, 'new');
    const before = truth(flask);
    const { out } = await importInto(folder, mode, '--collection', collection, '--json');
    assert.deepEqual(JSON.parse(out), { images: 6, records: 2, edits: 3, problems: [] });
    assert.deepEqual(truth(flask), before);
    for (const name of names) {
      const [from, to] = [join(flask, 'static/images', name), join(collection, 'images', name)].map(
        (path) => statSync(path),
      );
      assert.equal(to?.mtimeMs, from?.mtimeMs);
      assert.equal(to?.ino === from?.ino, mode === '--link');
    }
    checkEdits(join(collection, 'metadata'), false);
    assert.equal(read(join(collection, 'metadata'), 'a.png').rest.get('saucenao_lookup'), true);
    assert.ok(existsSync(join(collection, 'homebooru.yaml')));
  }
});

test('what the other collection has already stays: files of the same name, records, later edits', async () => {
  await using folder = await flaskFolder();
  const collection = join(folder.path, 'new');
  await folder.write('new/images/a.png', 'another picture');
  const md5 = md5Of('deep/b # 100%.png');
  const own = {
    md5,
    sources: { danbooru: answer('newer'), e621: { tags: { general: ['wood'] } } },
  };
  await folder.write(`new/metadata/${md5.slice(0, 2)}/${md5}.json`, JSON.stringify(own));
  const { out, code } = await importInto(folder, '--copy', '--collection', collection, '--json');
  assert.equal(code, 1);
  const { problems } = JSON.parse(out) as { problems: { path: string; reason: string }[] };
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['a.png'],
  );
  assert.match(problems[0]?.reason ?? '', /another file has this name/);
  assert.equal(readFileSync(join(collection, 'images/a.png'), 'utf8'), 'another picture');
  const merged = read(join(collection, 'metadata'), 'deep/b # 100%.png');
  assert.deepEqual(merged.sources.get('danbooru'), answer('newer'));
  assert.equal(merged.rest.get('saucenao_lookup'), true);
});

test('what cannot be read is a problem by name, and the rest is imported', async () => {
  await using folder = await flaskFolder({
    ...tagsFile,
    'odd.png': 5,
    '../../outside.png': 'secret',
  });
  await folder.write(`flask/metadata/${md5Of('deep/b # 100%.png')}.json`, '{"md5": ');
  await folder.write('flask/metadata/notes.json', '{}');
  const { out, code } = await importInto(folder, '--json');
  assert.equal(code, 1);
  const report = JSON.parse(out) as {
    edits: number;
    records: number;
    problems: { path: string }[];
  };
  assert.deepEqual(report.problems.map(({ path }) => path).toSorted(), [
    '../../outside.png',
    `metadata/${md5Of('deep/b # 100%.png')}.json`,
    'metadata/notes.json',
    'odd.png',
  ]);
  // The one that was cut off is begun anew, so that it takes its edit.
  assert.deepEqual([report.records, report.edits], [2, 4]);
});

test('a tags.json that was cut off does not stop the records', async () => {
  await using folder = await flaskFolder('{"a.png": {"ta');
  const { out, code } = await importInto(folder, '--json');
  assert.equal(code, 1);
  const report = JSON.parse(out) as {
    images: number;
    records: number;
    problems: { path: string }[];
  };
  assert.deepEqual([report.images, report.records, report.problems[0]?.path], [6, 2, 'tags.json']);
});

test('a folder that is none of the Flask version is refused, and told what is missing', async () => {
  await using folder = await temporaryFolder();
  await folder.write('flask/images/a.png', png(1));
  const { error } = await importInto(folder);
  assert.ok(error instanceof SettingsError);
  assert.match(error.message, /static\/images\/ \(not there\).*tags\.json or metadata\//);
  assert.deepEqual([...truth(folder.path).keys()], [join(folder.path, 'flask/images/a.png')]);
});

test('settings that name other folders are left alone, and the import refused', async () => {
  await using folder = await flaskFolder();
  await folder.write('flask/homebooru.yaml', 'site: { title: Mine }\n');
  const { error } = await importInto(folder);
  assert.ok(error instanceof SettingsError);
  assert.match(error.message, /static\/images/);
  rmSync(join(folder.path, 'flask/homebooru.yaml'));
  const other = await importInto(folder, '--collection', join(folder.path, 'new'));
  assert.ok(other.error instanceof SettingsError);
});
