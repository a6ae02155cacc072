import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { walkImages } from '../../pipeline/scan/walk.ts';
import { walkAside } from '../../pipeline/scan/walk-aside.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** So many files that a thread is worth it. */
const many = 1_000_000;

test('a thread of its own finds the same: files, tag files, and what is left out', async () => {
  await using folder = await temporaryFolder();
  const names = [
    'a.jpg',
    'a.jpg.json',
    'in/line\nbreak.png',
    'in/.hidden.png',
    'notes.doc',
    'b.txt',
  ];
  for (const name of [...names, 'more/c.gif', 'more/c.txt']) await folder.write(name, name);
  await symlink('nowhere', join(folder.path, 'link.png'));
  const roots = [
    { root: '', folder: folder.path, without: [join(folder.path, 'more')] },
    { root: 'more', folder: join(folder.path, 'more'), without: [] },
  ];
  const here = await walkImages(roots);
  assert.deepEqual([here.files.length, here.tagFiles.length, here.hidden], [3, 2, 1]);
  for (const expected of [0, many]) {
    await using aside = walkAside(roots, expected);
    assert.deepEqual(await aside.walk(), here);
  }
});

test('what a thread cannot walk is said as it would be without one', async () => {
  await using folder = await temporaryFolder();
  const roots = [{ root: '', folder: join(folder.path, 'gone'), without: [] }];
  for (const expected of [0, many]) {
    await using aside = walkAside(roots, expected);
    await assert.rejects(aside.walk(), { code: 'ENOENT' });
  }
});

test('a walk that nobody waits for ends with its work', async () => {
  await using folder = await temporaryFolder();
  const aside = walkAside([{ root: '', folder: join(folder.path, 'gone'), without: [] }], many);
  await aside[Symbol.asyncDispose]();
});
