import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { completionName } from '../../../catalog/index/completion.ts';
import { manifestName } from '../../../catalog/index/manifest.ts';
import { defaultParameters, indexVersion } from '../../../catalog/index/parameters.ts';
import { typoNames } from '../../../catalog/index/typos.ts';
import { find, indexOf, libraryOf } from '../../fixtures/index.ts';
import { postWith } from '../../fixtures/post.ts';

const text = readFileSync(join(import.meta.dirname, '../../../docs/index-format.md'), 'utf8');

test('the format is described in the version and with the sizes that are written', () => {
  assert.match(text, new RegExp(`^# The index, version ${indexVersion}\\n`));
  assert.match(text, new RegExp(`\`VERSION\` is ${indexVersion}\\.`));
  const [, sizes = ''] = /`\{(segment: [^}]*)\}`/.exec(text) ?? [];
  const described = sizes.split(', ').map((part) => part.split(': '));
  assert.deepEqual(
    Object.fromEntries(described.map(([name, size]) => [name, Number(size)])),
    defaultParameters,
  );
});

test('every kind of shard that an index has is described', async () => {
  const posts = Array.from({ length: 40 }, (_, at) =>
    postWith(at + 1, ['cat', 'long_hair'], {
      score: at,
      ids: [{ source: 'danbooru', id: at + 1 }],
      parents: [{ source: 'danbooru', id: 1 }],
      origins: ['https://x.test/'],
    }),
  );
  const { scripts, source } = indexOf(libraryOf(posts, 8), { segment: 8, block: 8, own: 1 });
  assert.equal((await find('cat', source)).length, 40);
  const kinds = new Set(
    [...scripts.keys(), manifestName, completionName('a'), typoNames.list].map((name) =>
      name.replace(/[^/]*$/, '').replace(/^([a-z]+)\/.*/, '$1/'),
    ),
  );
  assert.ok(kinds.size > 10, [...kinds].join());
  for (const kind of kinds) assert.match(text, new RegExp(`[\`\\s]${kind}`), kind);
});
