import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTags, tagCategories } from '../../catalog/tag.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import { type Aliases, putCompletion } from '../../site/index/completion-shards.ts';
import { allChanged, type IndexChanges } from '../../site/index/index-parts.ts';
import { PartMemory } from '../fixtures/part-memory.ts';
import { type Chance, chance } from '../fixtures/random.ts';

const words = ['a', 'ab', 'abc', 'b', 'ba', '^_^', 'é', '夜', '😀', '😀😁', 'a'.repeat(30)];
const sizes = { completions: 3, hot: 6 };
const aliases: Aliases = [
  ['other_a', 'a'],
  ['second_a', 'a'],
  ['night', '夜_b'],
  ['twice', 'ab'],
  ['twice', 'abc_a'],
];

/** A vocabulary in which tags come and change, and now and then one goes. */
function changeSome(uses: Map<string, TermUse>, { below, pick }: Chance): ReadonlySet<string> {
  const changed = new Set<string>();
  for (let left = below(3); left >= 0; left--) {
    const name = below(3) === 0 ? pick(words) : `${pick(words)}_${pick(words)}`;
    const known = uses.get(name);
    changed.add(name);
    if (below(12) === 0) uses.delete(name);
    else {
      const count = Math.max(1, (known?.count ?? 1) + below(5) - 2);
      const category = known && below(3) > 0 ? known.category : pick(tagCategories);
      uses.set(name, { id: known?.id ?? uses.size + 1, name, category, count });
    }
  }
  return changed;
}

function put(
  uses: Map<string, TermUse>,
  changes: IndexChanges,
  memory: PartMemory,
): ReadonlyMap<string, string> {
  const sorted = [...uses.values()].sort((a, b) => compareTags(a.name, b.name));
  putCompletion(sorted, aliases, sizes, changes, memory);
  return memory.finish();
}

for (let seed = 1; seed <= 6; seed++) {
  test(`completion brought up to date is what is made from all tags (seed ${seed})`, () => {
    const luck = chance(seed);
    const uses = new Map<string, TermUse>();
    for (let left = 10; left > 0; left--) changeSome(uses, luck);
    const memory = new PartMemory();
    put(uses, allChanged, memory);
    for (let round = 0; round < 150; round++) {
      const names = changeSome(uses, luck);
      const renewed = put(uses, { ...allChanged, names }, memory);
      const whole = put(uses, allChanged, new PartMemory());
      assert.deepEqual(renewed, whole, `round ${round}: ${[...names]}`);
    }
  });
}

test('a new tag is put in its place without a look at the others', () => {
  const uses = new Map(
    Array.from({ length: 500 }, (_, at): [string, TermUse] => {
      const name = `tag_${at}`;
      return [name, { id: at, name, category: 'general', count: 500 - at }];
    }),
  );
  const memory = new PartMemory();
  put(uses, allChanged, memory);
  uses.set('tax', { id: 500, name: 'tax', category: 'general', count: 1 });
  const seen: string[] = [];
  const sorted = [...uses.values()]
    .sort((a, b) => compareTags(a.name, b.name))
    .map((use) => ({
      ...use,
      get category() {
        seen.push(use.name);
        return use.category;
      },
    }));
  putCompletion(sorted, [], sizes, { ...allChanged, names: new Set(['tax']) }, memory);
  assert.deepEqual([...new Set(seen)], ['tax']);
});
