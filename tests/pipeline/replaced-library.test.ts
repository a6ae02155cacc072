import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, linkSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import {
  beginLibrary,
  openLibrary,
  readLibrary,
  replaceLibrary,
} from '../../pipeline/library/library.ts';
import { libraryPath, putInPlace, removeLibrary } from '../../pipeline/library/library-files.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const libraryModule = join(import.meta.dirname, '../../pipeline/library/library.ts');

/** A process that makes the library anew again and again, and writes each as a server's writer does, which keeps it open. */
function replacer(state: string, times: number): Promise<string> {
  const program = `
    const { beginLibrary, openLibrary, replaceLibrary } = await import(${JSON.stringify(libraryModule)});
    const state = ${JSON.stringify(state)};
    let kept;
    for (let made = 1; made <= ${times}; made++) {
      const library = beginLibrary(state);
      library.setFact('made', String(made));
      library.setFact('edited', String(made));
      replaceLibrary(state, library);
      library[Symbol.dispose]();
      kept?.[Symbol.dispose]();
      kept = openLibrary(state);
      for (let edit = 0; edit < 20; edit++) kept.setFact('edited', String(made));
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return Promise.all([once(child, 'exit'), text(child.stderr)]).then(([, error]) => error);
}

test('who reads while libraries take the place of others reads the one before or the one after', async () => {
  await using folder = await temporaryFolder();
  openLibrary(folder.path)[Symbol.dispose]();
  let isOver = false;
  const replaced = replacer(folder.path, 200).finally(() => {
    isOver = true;
  });
  let seen = 0;
  const others = new Set<string>();
  while (!isOver) {
    using library = readLibrary(folder.path);
    const made = Number(library.fact('made') ?? 0);
    assert.ok(made >= seen, `${made} after ${seen}`);
    assert.equal(library.fact('edited') ?? '0', String(made));
    others.add(String(made));
    seen = made;
    await setImmediate();
  }
  assert.equal(await replaced, '');
  assert.ok(others.size > 20, `${others.size} libraries were read`);
});

test('a library whose place another one was about to take is there again after a death', async () => {
  await using folder = await temporaryFolder();
  const path = libraryPath(folder.path);
  const before = join(path, '../library-before.db');
  for (const moved of [[''], ['', '-wal']]) {
    // Open until the move, so that what was written last is in the file beside it.
    const library = openLibrary(folder.path);
    library.setFact('made', moved.join());
    for (const suffix of moved) renameSync(path + suffix, before + suffix);
    {
      using again = openLibrary(folder.path);
      assert.equal(again.fact('made'), moved.join());
    }
    library[Symbol.dispose]();
    assert.equal(existsSync(before), false);
  }
});

test('a library that is nowhere but in the midst of being replaced is waited for, and not for ever', async () => {
  await using folder = await temporaryFolder();
  openLibrary(folder.path)[Symbol.dispose]();
  const path = libraryPath(folder.path);
  renameSync(path, join(path, '../library-before.db'));
  assert.throws(() => readLibrary(folder.path), SettingsError);
});

test('of a library that another one has replaced nothing is left', async () => {
  await using folder = await temporaryFolder();
  const kept = openLibrary(folder.path);
  kept.setFact('made', 'before');
  const path = libraryPath(folder.path);
  writeFileSync(join(path, '../library-before.db'), 'left of a death');
  const library = beginLibrary(folder.path);
  library.setFact('made', 'after');
  replaceLibrary(folder.path, library);
  library[Symbol.dispose]();
  assert.equal(kept.fact('made'), 'before');
  kept[Symbol.dispose]();
  using read = readLibrary(folder.path);
  assert.equal(read.fact('made'), 'after');
  for (const name of ['library-before.db', 'library-before.db-wal', 'library-draft.db']) {
    assert.equal(existsSync(join(path, '..', name)), false, name);
  }
});

test('a new library that could not be written whole takes nobody’s place', async () => {
  await using folder = await temporaryFolder();
  {
    using library = openLibrary(folder.path);
    library.setFact('made', 'before');
  }
  const library = beginLibrary(folder.path);
  replaceLibrary(folder.path, library);
  const path = libraryPath(folder.path);
  // As SQLite leaves it, without a word, where there is no space for it.
  const draft = join(path, '../library-draft.db');
  linkSync(`${draft}-wal`, `${draft}-kept`);
  library.onClose(() => {
    renameSync(`${draft}-kept`, `${draft}-wal`);
    putInPlace(folder.path);
  });
  assert.throws(() => library[Symbol.dispose](), /cannot finish .*library-draft\.db/);
  using read = readLibrary(folder.path);
  assert.equal(read.fact('made'), 'before');
});

test('an empty file beside a library that was about to go does not take the place of its own', async () => {
  await using folder = await temporaryFolder();
  const library = openLibrary(folder.path);
  library.setFact('made', 'ahead');
  const path = libraryPath(folder.path);
  renameSync(path, join(path, '../library-before.db'));
  writeFileSync(join(path, '../library-before.db-wal'), '');
  {
    using begun = beginLibrary(folder.path);
    begun.setFact('made', 'never');
  }
  using again = openLibrary(folder.path);
  assert.equal(again.fact('made'), 'ahead');
  library[Symbol.dispose]();
});

test('a library that is removed does not come back as the one before', async () => {
  await using folder = await temporaryFolder();
  openLibrary(folder.path)[Symbol.dispose]();
  const before = join(libraryPath(folder.path), '../library-before.db');
  copyFileSync(libraryPath(folder.path), before);
  removeLibrary(folder.path);
  assert.equal(existsSync(before), false);
  copyFileSync(join(import.meta.dirname, '../../package.json'), before);
  openLibrary(folder.path)[Symbol.dispose]();
  assert.equal(existsSync(before), false);
});
