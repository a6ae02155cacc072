import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const folder = join(import.meta.dirname, '../../docs/hosting');
const files = readdirSync(folder);
const verifier = '/usr/bin/systemd-analyze';

test('systemd finds no fault with the unit files', {
  skip: existsSync(verifier) ? false : `needs ${verifier}`,
}, async () => {
  await using units = await temporaryFolder();
  const paths = await Promise.all(
    files
      .filter((name) => /\.(service|timer)$/.test(name))
      .map((name) => {
        // What it starts must be there.
        const text = readFileSync(join(folder, name), 'utf8');
        return units.write(name, text.replaceAll('/usr/bin/node', process.execPath));
      }),
  );
  assert.equal(paths.length, 3);
  assert.equal(execFileSync(verifier, ['verify', ...paths], { encoding: 'utf8' }), '');
});

test('what units and cron start is a command of the program, and the page on hosting names every file', () => {
  const program = join(import.meta.dirname, '../..');
  const starting = files
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .flatMap((text) => [
      ...text.matchAll(/\/usr\/bin\/node (\S+) (\w+) --collection \S+ --out \S+$/gm),
    ]);
  assert.deepEqual(
    starting.map(([, , command]) => command),
    ['build', 'build', 'serve'],
  );
  for (const [, door = ''] of starting) assert.ok(existsSync(join(program, door)), door);
  const page = readFileSync(join(folder, '../hosting.md'), 'utf8');
  for (const name of files) assert.ok(page.includes(`(hosting/${name})`), name);
});
