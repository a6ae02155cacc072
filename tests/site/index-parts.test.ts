import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { tagCategories } from '../../catalog/tag.ts';
import { ChangesSince } from '../../pipeline/library/changes-since.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { PostTable } from '../../pipeline/library/post-table.ts';
import { revisionCount } from '../../pipeline/library/revision.ts';
import { changedGroups, groupOf, planGroup } from '../../site/build/plan-galleries.ts';
import type { PageStyle, PlannedPage } from '../../site/build/plan-pages.ts';
import {
  allChanged,
  type IndexChanges,
  type IndexParts,
  makeAll,
} from '../../site/index/index-parts.ts';
import { putIndex } from '../../site/index/put-index.ts';
import { libraryOf } from '../fixtures/index.ts';
import { PartMemory } from '../fixtures/part-memory.ts';
import { postWith } from '../fixtures/post.ts';
import { type Chance, chance } from '../fixtures/random.ts';

const segment = 2048;
const parameters = {
  ...defaultParameters,
  segment,
  block: 512,
  names: 3,
  own: 8,
  hot: 12,
  completions: 4,
};
const highest = 9000;
const style: PageStyle = {
  hash: '',
  pageSize: 3,
  grid: 400,
  pagesFrom: 1,
  frame: {} as PageStyle['frame'],
};

/** Other names of some of the tags that are drawn, of a word with them and of another. */
const aliases = [
  ['hood', 'hat_0'],
  ['hair_long', 'long_hair_6'],
  ['night', '夜_5'],
  ['hat_red', 'red_hat_2'],
] as const;

type Shards = ReadonlyMap<string, string>;

/** Puts the index of a library; answers the manifest and what each shard holds, as a hash. */
function indexFromNothing(library: Library): { root: string; shards: Shards } {
  const shards = new Map<string, string>();
  const parts = makeAll((name, content) => {
    shards.set(name, contentHash(content));
    return contentHash(content);
  });
  return { root: put(library, allChanged, parts), shards };
}

function put(library: Library, changes: IndexChanges, parts: IndexParts): string {
  const index = new LibraryIndex(library, new Map());
  const uses = index.uses();
  const input = { library, index, uses, aliases, pageSize: 3, parameters };
  return putIndex(input, changes, parts);
}

function changesAfter(library: Library, revision: number): IndexChanges {
  const changes = new ChangesSince(library, revision);
  return {
    names: changes.names,
    touches: (first, last) => changes.touches(first, last),
    numbers: (first, last) => changes.numbers(first, last),
    hasFact: (fact, first, last) => changes.hasFact(fact, first, last),
  };
}

/** Numbers that lie close together, and with wide gaps between. */
function pickNumber({ below }: Chance): number {
  const centre = [1, 511, 998, 2047, 2049, 5000, 8190, highest][below(8)] ?? 1;
  return Math.max(1, centre + below(6) - 2);
}

/** Names whose words begin alike and not alike. */
function nameOf(seed: number): string {
  const words = ['hat', 'hats', 'red_hat', '^_^', 'été', '夜', 'long_hair', 'tag'];
  return `${words[seed % words.length]}_${seed}`;
}

function changeSome(library: Library, luck: Chance): void {
  const { below, pick } = luck;
  const table = new PostTable(library);
  library.transaction(() => {
    for (let steps = below(4); steps >= 0; steps--) {
      const number = pickNumber(luck);
      if (below(3) === 0) {
        table.remove(number);
        continue;
      }
      const tags = Array.from({ length: below(5) }, () => nameOf(below(40)));
      const post = postWith(
        number,
        [...new Set(tags)].toSorted().map((tag) => [tag, pick(tagCategories)] as const),
        {
          ids: below(2) === 0 ? [{ source: 'danbooru', id: 1 + below(9) }] : [],
          parents: below(3) === 0 ? [{ source: 'danbooru', id: 1 + below(9) }] : [],
          ...(below(6) === 0 ? { chosenParent: pick([null, 1, 2048, 5000]) } : {}),
        },
      );
      table.put(post);
    }
    table.flush();
  });
}

function galleryOf(
  library: Library,
  groups: Iterable<number>,
): Map<number, readonly PlannedPage[]> {
  return new Map([...groups].map((group) => [group, planGroup(library, group, style)]));
}

for (let seed = 1; seed <= 24; seed++) {
  test(`parts made for what has changed are the parts of an index from nothing (seed ${seed})`, () => {
    const luck = chance(seed);
    using library = libraryOf([], segment);
    const memory = new PartMemory();
    const groups = Array.from({ length: groupOf(highest / 3 + 2) + 1 }, (_, group) => group);
    let gallery = galleryOf(library, groups);
    let revision = 0;
    for (let round = 0; round < 8; round++) {
      changeSome(library, luck);
      const changes = revision === 0 ? allChanged : changesAfter(library, revision);
      const root = put(library, changes, memory);
      const changed = changedGroups(library, new ChangesSince(library, revision).thousands, 3);
      gallery = new Map([...gallery, ...galleryOf(library, changed)]);
      revision = revisionCount(library);
      const whole = indexFromNothing(library);
      assert.equal(root, whole.root);
      assert.deepEqual(sorted(memory.finish()), sorted(whole.shards));
      assert.deepEqual(pagesOf(gallery), pagesOf(galleryOf(library, groups)));
    }
  });
}

function pagesOf(gallery: ReadonlyMap<number, readonly PlannedPage[]>): readonly PlannedPage[] {
  return [...gallery].toSorted(([a], [b]) => a - b).flatMap(([, pages]) => pages);
}

function sorted(shards: Shards): readonly (readonly [string, string])[] {
  return [...shards].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

test('one edit makes few parts of an index anew', () => {
  using library = libraryOf([], segment);
  const tags = (number: number): string[] =>
    [`tag_${number % 300}`, `tag_${(number * 7) % 300}`].toSorted();
  const table = new PostTable(library);
  library.transaction(() => {
    for (let number = 1; number <= 4000; number++) table.put(postWith(number, tags(number)));
    table.flush();
  });
  const memory = new PartMemory();
  put(library, allChanged, memory);
  const all = memory.made;
  memory.made = 0;
  const revision = revisionCount(library);
  library.transaction(() => {
    table.put(postWith(2500, [...tags(2500), 'tag_new']));
    table.flush();
  });
  put(library, changesAfter(library, revision), memory);
  assert.ok(all > 100, `${all} parts`);
  assert.ok(memory.made < 20, `${memory.made} of ${all} parts`);
});
