import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const repository = join(import.meta.dirname, '../..');
const files = globSync('tests/**/*.ts', { cwd: repository });
const rows = readFileSync(join(repository, 'docs/reliability.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| R\d/.test(line));

/** `R9–R11, R13` → 9, 10, 11, 13. */
function numbersOf(names: string): readonly number[] {
  return [...names.matchAll(/R(\d+)b?(?:–R(\d+)b?)?/g)].flatMap(([, from, to]) => {
    const [first, last] = [Number(from), Number(to ?? from)];
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}

test('the table of faults has every row that a test is named by, once each', () => {
  const listed = rows.flatMap((row) => numbersOf(row.split('|')[1] ?? ''));
  const tested = new Set(
    files.flatMap((file) => {
      const text = readFileSync(join(repository, file), 'utf8');
      const titles = [...text.matchAll(/\btest\(\s*['"`](R\d[^:]*):/g)];
      return titles.flatMap(([, names = '']) => numbersOf(names));
    }),
  );
  assert.ok(tested.size > 50, String(tested.size));
  assert.deepEqual(
    [...tested].filter((row) => !listed.includes(row)),
    [],
  );
  const counted = listed.filter((row) => row !== 56);
  assert.equal(new Set(counted).size, counted.length, 'R56 and R56b aside, none is there twice');
});

test('each test file that the table names is there', () => {
  const named = rows.flatMap((row) => [...row.matchAll(/`([\w/.*-]+\.ts)`/g)].map(([, at]) => at));
  assert.ok(named.length > 60, String(named.length));
  for (const name of named) {
    const last = String(name).split('/').at(-1)?.replaceAll('*', '[\\w-]*');
    const pattern = new RegExp(`(^|/)${last}$`);
    assert.ok(
      files.some((file) => pattern.test(file)),
      name,
    );
  }
});
