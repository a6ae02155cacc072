import assert from 'node:assert/strict';
import { stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Library, openLibrary } from '../../pipeline/library/library.ts';
import { walkAside } from '../../pipeline/scan/walk-aside.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** From how many posts on a thread is worth it: none at all has one, and it never has. */
const worths = [0, Number.POSITIVE_INFINITY];

function remember(library: Library, path: string, mtime: number, problem: string | null): void {
  library
    .sql('INSERT INTO files (root, path, size, mtime, md5, problem) VALUES (?, ?, ?, ?, ?, ?)')
    .run('', path, path.length, mtime, `md5 of ${path}`, problem);
}

test('a thread of its own finds the same: what differs, tag files, and what is left out', async () => {
  await using state = await temporaryFolder();
  await using folder = await temporaryFolder();
  const names = [
    'a.jpg',
    'a.jpg.json',
    'in/line\nbreak.png',
    'in/.hidden.png',
    'same.png',
    'other-time.png',
    'failing.png',
    'notes.doc',
    'b.txt',
  ];
  for (const name of [...names, 'more/c.gif', 'more/c.txt']) await folder.write(name, name);
  await symlink('nowhere', join(folder.path, 'link.png'));
  using library = openLibrary(state.path);
  const timeOf = async (name: string) => (await stat(join(folder.path, name))).mtimeMs;
  remember(library, 'same.png', await timeOf('same.png'), null);
  remember(library, 'failing.png', await timeOf('failing.png'), 'it is damaged');
  remember(library, 'other-time.png', 1, null);
  const roots = [
    { root: '', folder: folder.path, without: [join(folder.path, 'more')] },
    { root: 'more', folder: join(folder.path, 'more'), without: [] },
  ];
  for (const worth of worths) {
    await using aside = walkAside(roots, library, worth);
    // What the library is told while the walk is under way counts.
    library.sql('DELETE FROM files WHERE path = ?').run('gone.png');
    remember(library, 'gone.png', 1, null);
    const { delta, ...walk } = await aside.compare(true);
    assert.deepEqual([walk.found, walk.hidden, walk.links], [6, 1, 1]);
    assert.deepEqual(walk.tagFiles, [
      {
        root: '',
        path: 'a.jpg.json',
        size: 10,
        mtime: await timeOf('a.jpg.json'),
        pictures: ['a.jpg'],
      },
      {
        root: 'more',
        path: 'c.txt',
        size: 10,
        mtime: await timeOf('more/c.txt'),
        pictures: ['c.gif'],
      },
    ]);
    const { added, changed, gone, same, failing } = delta;
    assert.deepEqual(
      added.map(({ root, path, size }) => [root, path, size]),
      [
        ['', 'a.jpg', 5],
        ['', 'in/line\nbreak.png', 17],
        ['more', 'c.gif', 10],
      ],
    );
    assert.equal(added[0]?.mtime, await timeOf('a.jpg'));
    assert.deepEqual(
      changed.map(({ now, before }) => [now.path, before.mtime]),
      [['other-time.png', 1]],
    );
    assert.deepEqual(
      gone.map(({ md5 }) => md5),
      ['md5 of gone.png'],
    );
    assert.deepEqual([same, failing.map(({ problem }) => problem)], [2, ['it is damaged']]);
  }
});

test('files that an older decoder could not read are tried again', async () => {
  await using state = await temporaryFolder();
  await using folder = await temporaryFolder();
  await folder.write('failing.png', 'x');
  using library = openLibrary(state.path);
  const { mtimeMs } = await stat(join(folder.path, 'failing.png'));
  library
    .sql('INSERT INTO files (root, path, size, mtime, md5, problem) VALUES (?, ?, ?, ?, ?, ?)')
    .run('', 'failing.png', 1, mtimeMs, '', 'it is damaged');
  for (const worth of worths) {
    for (const isSameDecoder of [true, false]) {
      await using aside = walkAside(
        [{ root: '', folder: folder.path, without: [] }],
        library,
        worth,
      );
      const { delta } = await aside.compare(isSameDecoder);
      assert.deepEqual([delta.same, delta.added.length], isSameDecoder ? [1, 0] : [0, 1]);
    }
  }
});

test('what a thread cannot walk or open is said as it would be without one', async () => {
  await using state = await temporaryFolder();
  await using folder = await temporaryFolder();
  using library = openLibrary(state.path);
  const gone = [{ root: '', folder: join(folder.path, 'gone'), without: [] }];
  for (const worth of worths) {
    await using aside = walkAside(gone, library, worth);
    await assert.rejects(aside.compare(true), { code: 'ENOENT' });
  }
  const roots = [{ root: '', folder: folder.path, without: [] }];
  library.sql('DROP TABLE files').run();
  for (const worth of worths) {
    await using aside = walkAside(roots, library, worth);
    await assert.rejects(aside.compare(true), { code: 'ERR_SQLITE_ERROR' });
  }
});

test('a walk that nobody waits for ends with its work', async () => {
  await using state = await temporaryFolder();
  await using folder = await temporaryFolder();
  using library = openLibrary(state.path);
  const roots = [{ root: '', folder: join(folder.path, 'gone'), without: [] }];
  const aside = walkAside(roots, library, 0);
  await aside[Symbol.asyncDispose]();
});
