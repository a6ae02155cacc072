import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { openLibrary } from '../../pipeline/library/library.ts';
import { NamedDatabase } from '../../site/named-database.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { InlinePool } from '../fixtures/faults/inline-pool.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new InlinePool();
after(() => pool[Symbol.asyncDispose]());

test('R3: a failure in what a build has found out before names that file, not the library', async () => {
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  await collection.picture('a.png', 1);
  await collection.process();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  for (const [at, name] of ['companions.db', 'related.db'].entries()) {
    await collection.picture(`b${at}.png`, at + 2);
    await collection.process();
    const held = new DatabaseSync(join(collection.path, '.homebooru/cache', name));
    held.exec('BEGIN IMMEDIATE');
    await assert.rejects(
      siteOf(collection.path, out),
      new RegExp(`^\\w+: cannot use \\S+/\\.homebooru/cache/${name}: database is locked$`),
    );
    held.exec('ROLLBACK');
    held.close();
    const { problems } = await siteOf(collection.path, out);
    assert.deepEqual(problems, []);
  }
});

test('R3: where SQLite has gone back by itself, the failure is told that made it do so', async () => {
  await using folder = await temporaryFolder();
  using store = new NamedDatabase(':memory:');
  using library = openLibrary(folder.path);
  const full = new Error('database or disk is full');
  for (const some of [
    { exec: (text: string) => store.exec(text), do: (work: () => void) => store.transaction(work) },
    {
      exec: (text: string) => library.database.exec(text),
      do: (work: () => void) => library.transaction(work),
    },
  ]) {
    const work = (): void => {
      some.exec('ROLLBACK');
      throw full;
    };
    assert.throws(() => some.do(work), full);
    some.do(() => undefined);
  }
});

test('rows are read one by one, also while the same text is read elsewhere', () => {
  using store = new NamedDatabase(':memory:');
  store.exec('CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1), (2)');
  const text = 'SELECT n FROM t WHERE n >= ? ORDER BY n';
  const pairs = [...store.iterate(text, 1)].flatMap(({ n }) =>
    [...store.iterate(text, 2)].map((row) => [n, row['n']]),
  );
  assert.deepEqual(pairs, [
    [1, 2],
    [2, 2],
  ]);
  assert.throws(() => store.sql('SELECT'), /^NamedDatabaseError: cannot use :memory:: incomplete/);
});
