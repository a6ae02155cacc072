import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listLicences } from '../docs/licences/list-licences.ts';

const repository = join(import.meta.dirname, '..');

function read(name: string): string {
  return readFileSync(join(repository, name), 'utf8');
}

test('the list of licences is that of the lock file, and names one for each package', () => {
  const list = listLicences(repository);
  assert.equal(read('docs/licences.md'), list, 'run `npm run licences`');
  assert.doesNotMatch(list, /not told/);
  assert.ok(list.split('\n').length > 100);
});

test('every dependency is pinned to one version, by a hash, and comes from the registry', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    assert.match(String(version), /^\d+\.\d+\.\d+$/, name);
  }
  const { packages } = JSON.parse(read('package-lock.json'));
  for (const [place, entry] of Object.entries<Record<string, string>>(packages)) {
    if (place === '') continue;
    assert.match(entry['integrity'] ?? '', /^sha512-/, place);
    // Missing: from the registry, too.
    assert.match(
      entry['resolved'] ?? 'https://registry.npmjs.org/',
      /^https:\/\/registry\.npmjs\.org\//,
    );
  }
});

test('of the packages that wish to run a script when they are installed, each is named as allowed or not', () => {
  const { allowScripts } = JSON.parse(read('package.json'));
  const { packages } = JSON.parse(read('package-lock.json'));
  const wishing = Object.entries<Record<string, unknown>>(packages)
    .filter(([, entry]) => entry['hasInstallScript'] === true)
    .map(([place]) => place.split('node_modules/').at(-1) ?? '');
  // macOS only, where it is optional: npm asks about it there.
  const unknown = wishing.filter((name) => !(name in allowScripts) && name !== 'fsevents');
  assert.deepEqual(unknown, []);
});
