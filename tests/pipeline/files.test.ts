import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import {
  isInside,
  listIfPresent,
  moveFile,
  readIfPresent,
  reasonOf,
  writeAtomically,
} from '../../pipeline/library/files.ts';
import { otherFileSystem } from '../fixtures/fast-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('a write makes the folders on the way and replaces what was there', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'a/b/c.json');
  await writeAtomically(path, 'old');
  await writeAtomically(path, Uint8Array.of(110, 101, 119));
  assert.equal(await readFile(path, 'utf8'), 'new');
  assert.deepEqual(readdirSync(join(folder.path, 'a/b')), ['c.json']);
});

test('a name as long as a name may be can be written', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'x'.repeat(255));
  await writeAtomically(path, 'content');
  assert.equal(await readFile(path, 'utf8'), 'content');
});

test('a write onto a folder fails, says where, and leaves no draft', async () => {
  await using folder = await temporaryFolder();
  await folder.write('taken/inner.txt', 'kept');
  const target = join(folder.path, 'taken');
  await assert.rejects(writeAtomically(target, 'x'), (error: Error) => {
    return error.message.includes(`cannot save ${target}`) && error.cause !== undefined;
  });
  assert.deepEqual(readdirSync(folder.path), ['taken']);
  assert.equal(await readFile(join(target, 'inner.txt'), 'utf8'), 'kept');
});

test('a write that fails half way leaves the old content and no draft', async () => {
  await using folder = await temporaryFolder();
  const path = await folder.write('record.json', 'old');
  const bad = { toString: () => 'no content' } as unknown as string;
  await assert.rejects(writeAtomically(path, bad), /cannot save/);
  assert.equal(await readFile(path, 'utf8'), 'old');
  assert.deepEqual(readdirSync(folder.path), ['record.json']);
});

const readOnly = '/proc';
const skip = existsSync(readOnly) ? false : 'no /proc here';
test('a write into a folder that takes no files fails by name', { skip }, async () => {
  await assert.rejects(writeAtomically(join(readOnly, 'record.json'), 'x'), /cannot save \/proc/);
});

test('a write below a file fails by name', async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write('file', 'x');
  await assert.rejects(writeAtomically(join(file, 'record.json'), 'x'), /file/);
  assert.equal(await readFile(file, 'utf8'), 'x');
});

test('a moved file is in its new place alone', async () => {
  await using folder = await temporaryFolder();
  const from = await folder.write('a.png', 'content');
  const to = join(folder.path, 'trash/0-a.png');
  await moveFile(from, to);
  assert.equal(existsSync(from), false);
  assert.equal(await readFile(to, 'utf8'), 'content');
});

test('a move overwrites nothing', async () => {
  await using folder = await temporaryFolder();
  const from = await folder.write('a.png', 'one');
  const to = await folder.write('b.png', 'other');
  await assert.rejects(moveFile(from, to), { code: 'EEXIST' });
  assert.deepEqual([await readFile(from, 'utf8'), await readFile(to, 'utf8')], ['one', 'other']);
});

const elsewhere = otherFileSystem();
test('a file moves to another file system, and leaves no draft there', {
  skip: elsewhere === undefined ? 'no second file system here' : false,
}, async () => {
  await using folder = await temporaryFolder();
  await using away = await temporaryFolder(elsewhere);
  const other = away.path;
  const from = await folder.write('a.png', 'content');
  await moveFile(from, join(other, 'b.png'));
  assert.equal(existsSync(from), false);
  assert.deepEqual(readdirSync(other), ['b.png']);
  assert.equal(await readFile(join(other, 'b.png'), 'utf8'), 'content');
  await writeFile(from, 'again');
  await assert.rejects(moveFile(from, join(other, 'b.png')), { code: 'EEXIST' });
});

test('what is not there is undefined or empty, and other failures are failures', async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write('file', 'x');
  assert.equal(await readIfPresent(join(folder.path, 'none')), undefined);
  assert.deepEqual(await listIfPresent(join(folder.path, 'none')), []);
  await assert.rejects(readIfPresent(folder.path), { code: 'EISDIR' });
  await assert.rejects(listIfPresent(file), { code: 'ENOTDIR' });
});

const paths: readonly (readonly [path: string, isIn: boolean])[] = [
  ['a', true],
  ['a/../b', true],
  ['..a', true],
  ['', false],
  ['.', false],
  ['..', false],
  ['../x', false],
  ['a/../../x', false],
  ['/etc/passwd', false],
];
for (const [path, isIn] of paths) {
  test(`"${path}" is ${isIn ? 'inside' : 'outside'} its root`, () => {
    assert.equal(isInside('/some/folder', resolve('/some/folder', path)), isIn);
  });
}

test('a reason is one line', () => {
  assert.equal(reasonOf(new Error('one\ntwo')), 'one');
  assert.equal(reasonOf('text'), 'text');
});
