import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Completer } from '../../components/completion/completer.ts';
import { indexOf, libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

// The whole way: from a library's tags by the shards of its index to what is proposed.

const uses: readonly (readonly [name: string, count: number])[] = [
  ['long_hair', 9],
  ['hair_ribbon', 4],
  ['log_cabin', 3],
  ['long_sleeves', 3],
  ['glasses', 5],
  ['^_^', 2],
  ['fate/stay_night', 2],
];
const posts = Array.from({ length: 9 }, (_, at) => {
  const tags = uses.filter(([, count]) => at < count).map(([name]) => name);
  return postWith(at + 1, [...tags, ['long_artist', 'artist'] as const]);
});
const aliases = [
  ['specs', 'glasses'],
  ['long_locks', 'long_hair'],
] as const;
// Few tags a shard, so that there are many of them.
const sizes = { segment: 8, block: 8, hot: 3, completions: 5 };
const { manifest, load } = indexOf(libraryOf(posts, 8), sizes, aliases);
const completer = new Completer({ ask: (operation) => operation(manifest, load) });

const typed: readonly (readonly [typed: string, before: string, shown: string])[] = [
  ['lon', '', 'long_artist 9 artist, long_hair 9 general, long_sleeves 3 general'],
  ['night', '', 'fate/stay_night 2 general'],
  ['^', '', '^_^ 2 general'],
  ['hair_lo', '', 'long_hair 9 general'],
  ['lo', 'hair', 'long_artist 9 artist, long_hair 9 general, log_cabin 3 general'],
  ['spe', '', 'specs → glasses 5 general'],
  ['locks', '', 'long_locks → long_hair 9 general'],
  ['log', '', 'log_cabin 3 general'],
  ['long_hiar', '', 'long_hair 9 general?'],
  ['glases', '', 'glasses 5 general?'],
  ['hairr', '', 'hair_ribbon 4 general?'],
  ['zzzzzz', '', ''],
];
for (const [text, before, shown] of typed) {
  test(`${before} ${text} is completed to ${shown || 'nothing'}`, async () => {
    const words = before === '' ? [] : before.split(' ');
    const found = await completer.complete({ typed: text, before: words });
    const rows = found.map(({ name, count, category, alias, isGuess }) => {
      const way = alias === undefined ? name : `${alias} → ${name}`;
      return `${way} ${count} ${category}${isGuess ? '?' : ''}`;
    });
    for (const row of shown.split(', ').filter((part) => part !== '')) {
      assert.ok(rows.includes(row), `${row} in ${rows.join(', ')}`);
    }
    // An error is looked for only where nothing matches as it stands.
    assert.equal(
      rows.some((row) => row.endsWith('?')),
      shown.endsWith('?'),
    );
    assert.equal(rows.length === 0, shown === '');
  });
}
