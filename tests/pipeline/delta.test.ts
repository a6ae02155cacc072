import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { Library } from '../../pipeline/library/library.ts';
import { schema } from '../../pipeline/library/schema.ts';
import { compareFiles, fileKey, type KnownFile } from '../../pipeline/scan/delta.ts';
import { knownFiles } from '../../pipeline/scan/known-files.ts';
import type { FoundFile } from '../../pipeline/scan/walk.ts';
import { type Chance, chance } from '../fixtures/random.ts';

const rounds = 400;
/** Among them such as stand in another order by their bytes than by JavaScript's characters. */
const names = [
  'a',
  'a-',
  'a0',
  'a.',
  'b',
  '\uFFFD',
  '\uFF5E',
  '😀',
  '\n',
  'é',
  'A',
  ' ',
  '~',
  '..a',
];
const roots = ['', 'a', 'ab', 'a-', 'a/b', '\uFF5E', '😀'];

function pick<T>(dice: Chance, items: readonly T[]): T {
  const item = items[dice.below(items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

/** Some of the same few paths, so that many are in both. */
function someFiles(dice: Chance, paths: readonly string[]): FoundFile[] {
  return roots.flatMap((root) =>
    paths
      .filter(() => dice.below(3) === 0)
      .map((path) => ({ root, path, size: dice.below(2), mtime: dice.below(2) + 0.5 })),
  );
}

function libraryWith(dice: Chance, files: readonly FoundFile[]): Library {
  const library = new Library(new DatabaseSync(':memory:'));
  library.database.exec(schema);
  for (const { root, path, size, mtime } of files) {
    library
      .sql('INSERT INTO files (root, path, size, mtime, md5, problem) VALUES (?, ?, ?, ?, ?, ?)')
      .run(root, path, size, mtime, 'x', dice.below(4) === 0 ? 'it is damaged' : null);
  }
  return library;
}

/** What the comparison is to find, by a plain map of all. */
function naively(
  found: readonly FoundFile[],
  known: readonly KnownFile[],
  isUnread: (file: KnownFile) => boolean,
) {
  const now = new Map(found.map((file) => [fileKey(file), file]));
  const before = new Map(known.map((file) => [fileKey(file), file]));
  const kinds = Map.groupBy(before.entries(), ([key, file]) => {
    const own = now.get(key);
    if (!own) return isUnread(file) ? 'same' : 'gone';
    return own.size === file.size && own.mtime === file.mtime ? 'same' : 'changed';
  });
  const keys = (kind: 'gone' | 'changed' | 'same') => kinds.get(kind)?.map(([key]) => key) ?? [];
  return {
    added: [...now.keys()].filter((key) => !before.has(key)).toSorted(),
    changed: keys('changed').toSorted(),
    gone: keys('gone').toSorted(),
    same: keys('same').length,
    failing: keys('same')
      .filter((key) => before.get(key)?.problem !== undefined)
      .toSorted(),
  };
}

test('whatever the names, what the library knows is compared as if all of it were held at once', () => {
  const dice = chance(11);
  for (let round = 0; round < rounds; round++) {
    const paths = Array.from({ length: 12 }, () =>
      Array.from({ length: 1 + dice.below(3) }, () => pick(dice, names)).join('/'),
    );
    const unique = [...new Set(paths)];
    const found = someFiles(dice, unique);
    using library = libraryWith(dice, someFiles(dice, unique));
    const unread = `${pick(dice, names)}/`;
    const isUnread = ({ path }: KnownFile): boolean => path.startsWith(unread);
    const isSameDecoder = dice.below(2) === 0;
    const known = [...knownFiles(library, isSameDecoder)];
    const delta = compareFiles(found, known, isUnread);
    assert.deepEqual(
      {
        added: delta.added.map(fileKey).toSorted(),
        changed: delta.changed.map(({ now }) => fileKey(now)).toSorted(),
        gone: delta.gone.map(fileKey).toSorted(),
        same: delta.same,
        failing: delta.failing.map(fileKey).toSorted(),
      },
      naively(found, known, isUnread),
    );
    assert.ok(delta.changed.every(({ now, before }) => fileKey(now) === fileKey(before)));
  }
});

test('known files that come in another order are an error, as some of them would count as gone', () => {
  const file = (path: string): KnownFile => ({
    root: '',
    path,
    size: 1,
    mtime: 1,
    md5: 'x',
    problem: undefined,
  });
  const mixed = ['a/1', 'b/1', 'a/2'].map(file);
  assert.throws(() => compareFiles([], mixed, () => false), /out of order at a\/2/);
});
