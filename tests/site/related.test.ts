import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { checkOf, decodeRelatedBlock, tagHash } from '../../catalog/index/related-block.ts';
import type { Post } from '../../catalog/post.ts';
import { namedCategories, type RelatedFormula } from '../../catalog/related/formula.ts';
import { compareTags, type TagCategory } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { LibraryIndex, type TermUse } from '../../pipeline/library/library-index.ts';
import { PostTable } from '../../pipeline/library/post-table.ts';
import { makeAll } from '../../site/index/index-parts.ts';
import { putRelated } from '../../site/index/related-shards.ts';
import { KeptLists } from '../../site/related/kept-lists.ts';
import { RelatedStore } from '../../site/related/related-store.ts';
import { updateRelated } from '../../site/related/update-related.ts';
import { naiveRelated } from '../catalog/related/naive-related.ts';
import { libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';
import { type Chance, chance } from '../fixtures/random.ts';

const blockSize = 4;
const groupSize = 8;

test('the shards hold what comparing all pairs finds, with the reasons', async () => {
  for (const formula of ['flask', 'idf'] as const) {
    const draw = chance(formula.length);
    const posts = Array.from({ length: 60 }, (_, at) =>
      randomPost(draw, at + 1 + (at > 9 ? 8 : 0)),
    );
    using library = libraryOf(posts, 16);
    using store = RelatedStore.inMemory(blockSize);
    await updateRelated({ library, uses: usesOf(library), formula }, store);
    deepEqual(readShards(store), expected(posts, usesOf(library), formula));
  }
});

test('after any changes the lists are those that finding all anew gives', async () => {
  for (const formula of ['flask', 'idf'] as const) {
    for (let seed = 1; seed <= 4; seed++) await liveThrough(formula, seed);
  }
});

/** A library whose posts come, go and change, a few at a time; the store follows. */
async function liveThrough(formula: RelatedFormula, seed: number): Promise<void> {
  const draw = chance(seed);
  const posts = new Map<number, Post>();
  using library = libraryOf([], 16);
  using store = RelatedStore.inMemory(blockSize);
  const lists = new KeptLists();
  for (let step = 0; step < 12; step++) {
    const table = new PostTable(library);
    library.transaction(() => {
      for (let left = step === 0 ? 30 : 1 + draw.below(3); left > 0; left--) {
        const number = 1 + draw.below(step === 0 ? 60 : 70);
        if (draw.below(4) === 0) {
          table.remove(number);
          posts.delete(number);
        } else {
          const post = randomPost(draw, number);
          table.put(post);
          posts.set(number, post);
        }
      }
      table.flush();
    });
    const uses = usesOf(library);
    const input = { library, uses, formula, mostChanges: 1000 };
    // Now and then it is somebody else who brings the store up to date.
    await updateRelated(draw.below(4) === 0 ? input : { ...input, lists }, store);
    using anew = RelatedStore.inMemory(blockSize);
    await updateRelated({ library, uses, formula, mostChanges: 0 }, anew);
    const message = `${formula}, seed ${seed}, step ${step}`;
    deepEqual(store.hashes(), anew.hashes(), message);
    deepEqual(readShards(store), readShards(anew), message);
    deepEqual(readShards(store), expected([...posts.values()], uses, formula), message);
  }
}

test('where a tag changes its category, the posts that have it are found anew', async () => {
  const posts = Array.from({ length: 30 }, (_, at) => postWith(at + 1, ['a', `b${at % 7}`]));
  using library = libraryOf(posts, 16);
  using store = RelatedStore.inMemory(blockSize);
  await updateRelated({ library, uses: usesOf(library), formula: 'flask' }, store);
  const uses = new LibraryIndex(library, new Map([['b3', 'character']])).uses();
  await updateRelated({ library, uses, formula: 'flask', mostChanges: 1000 }, store);
  deepEqual(readShards(store), expected(posts, uses, 'flask'));
});

test('blocks without posts have no shard, and the lists name every other', async () => {
  const posts = [1, 30].map((number) => postWith(number, ['a']));
  using library = libraryOf(posts, 16);
  using store = RelatedStore.inMemory(blockSize);
  await updateRelated({ library, uses: usesOf(library), formula: 'flask' }, store);
  const shards = new Map<string, string | Uint8Array>();
  const put = (name: string, content: string | Uint8Array): string => {
    shards.set(name, content);
    return `hash of ${name}`;
  };
  equal(putRelated(store, groupSize, makeAll(put)), 'hash of related/manifest');
  deepEqual([...shards.keys()].toSorted(), [
    'related/0',
    'related/7',
    'related/g0',
    'related/g3',
    'related/manifest',
  ]);
  equal(shards.get('related/manifest'), '["hash of related/g0","","","hash of related/g3"]');
  deepEqual(JSON.parse(String(shards.get('related/g3'))), ['', store.hashes().get(7)]);
});

test('a block of shards is made of whole blocks of related posts', () => {
  equal(defaultParameters.block % defaultParameters.related, 0);
});

function usesOf(library: Library): readonly TermUse[] {
  return new LibraryIndex(library, new Map()).uses();
}

/** Number → what a page would show. */
function readShards(store: RelatedStore): ReadonlyMap<number, readonly string[]> {
  const shown = new Map<number, readonly string[]>();
  for (const block of store.hashes().keys()) {
    const entries = decodeRelatedBlock(store.content(block) ?? new Uint8Array(), blockSize);
    entries.forEach(({ check, related }, place) => {
      if (related.length === 0) return;
      const lines = related.map(({ number, reason }) =>
        reason.kind === 'similar'
          ? `${number} ${reason.count} in common`
          : `${number} ${reason.kind} ${reason.tag}`,
      );
      shown.set(block * blockSize + place + 1, [`check ${check}`, ...lines]);
    });
  }
  return shown;
}

function expected(
  posts: readonly Post[],
  uses: readonly TermUse[],
  formula: RelatedFormula,
): ReadonlyMap<number, string[]> {
  const categories = new Map(uses.map(({ name, category }) => [name, category]));
  const names = [...categories.keys()].toSorted(compareTags);
  const ids = new Map(names.map((name, id) => [name, id]));
  const terms = names.map((name, id) => ({ id, name, category: categories.get(name) }));
  const bare = posts.map((post) => ({
    number: post.number,
    terms: Uint32Array.from(post.terms, ({ name }) => ids.get(name) ?? 0),
  }));
  const byNumber = new Map(posts.map((post) => [post.number, post]));
  const namesOf = (number: number): string[] =>
    (byNumber.get(number)?.terms ?? []).map(({ name }) => name).toSorted(compareTags);
  const reason = (subject: number, number: number): string => {
    const own = namesOf(subject);
    const both = own.filter((name) => namesOf(number).includes(name));
    for (const kind of namedCategories) {
      const tag = both.find((name) => categories.get(name) === kind);
      if (tag !== undefined) return `${kind} ${own.indexOf(tag)}`;
    }
    return `${both.filter((name) => categories.get(name) === 'general').length} in common`;
  };
  const lists = [...naiveRelated(bare, terms, formula)].filter(([, list]) => list.length > 0);
  return new Map(
    lists.map(([subject, list]) => [
      subject,
      [
        `check ${checkOf(namesOf(subject).map(tagHash))}`,
        ...list.map(([number]) => `${number} ${reason(subject, number)}`),
      ],
    ]),
  );
}

function randomPost(draw: Chance, number: number): Post {
  const kinds: readonly TagCategory[] = [
    'general',
    'general',
    'general',
    'character',
    'copyright',
    'artist',
    'meta',
  ];
  const tags = Array.from({ length: draw.below(9) }, (): readonly [string, TagCategory] => {
    const place = Math.floor(draw.next() ** 2 * 28);
    return [`tag_${place}`, kinds[place % kinds.length] ?? 'general'];
  });
  return postWith(
    number,
    [...new Map(tags).entries()].toSorted(([a], [b]) => compareTags(a, b)),
  );
}
