import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbersPerFolder } from '../../catalog/addresses.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { tagCategories } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { PostTable } from '../../pipeline/library/post-table.ts';
import { revisionCount } from '../../pipeline/library/revision.ts';
import { changedGroups, groupOf, planGroup } from '../../site/build/plan-galleries.ts';
import type { PageStyle, PlannedPage } from '../../site/build/plan-pages.ts';
import { changedThousands } from '../../site/build/plan-posts.ts';
import {
  allChanged,
  type IndexChanges,
  type IndexParts,
  makeAll,
} from '../../site/index/index-parts.ts';
import { putIndex } from '../../site/index/put-index.ts';
import { libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';
import { type Chance, chance } from '../fixtures/random.ts';

const segment = 2048;
const parameters = { ...defaultParameters, segment, block: 512, names: 3, own: 8 };
const highest = 9000;
const style: PageStyle = { hash: '', pageSize: 3, grid: 400, frame: {} as PageStyle['frame'] };

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
  const input = { library, index, uses, aliases: [], pageSize: 3, parameters };
  return putIndex(input, changes, parts);
}

/** Remembers parts as a site does, in memory. */
class Memory implements IndexParts {
  made = 0;
  #parts = new Map<string, { input: string; result: string; shards: Shards }>();
  #used = new Set<string>();

  part: IndexParts['part'] = (name, isChanged, make) => this.#make(name, '', isChanged, make);
  partOf: IndexParts['partOf'] = (name, input, make) => this.#make(name, input, false, make);

  finish(): Shards {
    for (const name of this.#parts.keys()) if (!this.#used.has(name)) this.#parts.delete(name);
    this.#used.clear();
    return new Map([...this.#parts.values()].flatMap(({ shards }) => [...shards]));
  }

  #make(
    name: string,
    input: string,
    isChanged: boolean,
    make: Parameters<IndexParts['part']>[2],
  ): string {
    this.#used.add(name);
    const known = this.#parts.get(name);
    if (known && !isChanged && known.input === input) return known.result;
    const shards = new Map<string, string>();
    const result = make((shard, content) => {
      shards.set(shard, contentHash(content));
      return contentHash(content);
    });
    this.#parts.set(name, { input, result, shards });
    this.made += 1;
    return result;
  }
}

function changesAfter(library: Library, revision: number): IndexChanges {
  const thousands = changedThousands(library, revision);
  return {
    names: new Set(new LibraryIndex(library, new Map()).changedNames(revision)),
    touches: (first, last) =>
      thousands.some((at) => at * numbersPerFolder <= last && (at + 1) * numbersPerFolder > first),
  };
}

/** Numbers that lie close together, and with wide gaps between. */
function pickNumber({ below }: Chance): number {
  const centre = [1, 511, 998, 2047, 2049, 5000, 8190, highest][below(8)] ?? 1;
  return Math.max(1, centre + below(6) - 2);
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
      const tags = Array.from({ length: below(5) }, () => `tag_${below(40)}`);
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

for (let seed = 1; seed <= 60; seed++) {
  test(`parts made for what has changed are the parts of an index from nothing (seed ${seed})`, () => {
    const luck = chance(seed);
    using library = libraryOf([], segment);
    const memory = new Memory();
    const groups = Array.from({ length: groupOf(highest / 3 + 2) + 1 }, (_, group) => group);
    let gallery = galleryOf(library, groups);
    let revision = 0;
    for (let round = 0; round < 8; round++) {
      changeSome(library, luck);
      const changes = revision === 0 ? allChanged : changesAfter(library, revision);
      const root = put(library, changes, memory);
      const changed = changedGroups(library, changedThousands(library, revision), 3);
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
  const memory = new Memory();
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
