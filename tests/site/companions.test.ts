import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { type CompanionList, decodeCompanions } from '../../catalog/index/companions-block.ts';
import type { Post } from '../../catalog/post.ts';
import { systemTermsOf } from '../../catalog/search/system-terms.ts';
import { compareTags, type TagCategory } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { PostTable } from '../../pipeline/library/post-table.ts';
import { CompanionStore } from '../../site/companions/companion-store.ts';
import { updateCompanions } from '../../site/companions/update-companions.ts';
import { libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';
import { type Chance, chance } from '../fixtures/random.ts';

const sizes = { sample: 8, most: 6, least: 3, block: 3 };

test('where a sample holds all posts, the companions are the most frequent, with exact counts', () => {
  const draw = chance(5);
  const posts = Array.from({ length: 60 }, (_, at) => randomPost(draw, at + 1));
  using library = libraryOf(posts, 16);
  using store = CompanionStore.inMemory();
  const all = { ...sizes, sample: 100 };
  updateCompanions({ library, uses: usesOf(library), sizes: all }, store);
  const lists = readAll(store);
  deepEqual(
    lists,
    expectedLists(posts).map(({ term, companions }) => ({
      term,
      companions: companions.slice(0, all.most),
    })),
  );
});

test('counts are exact where only a sample was looked at, too', () => {
  const draw = chance(6);
  const posts = Array.from({ length: 200 }, (_, at) => randomPost(draw, at + 1));
  using library = libraryOf(posts, 64);
  using store = CompanionStore.inMemory();
  updateCompanions({ library, uses: usesOf(library), sizes }, store);
  const wanted = new Map(
    expectedLists(posts).map(({ term, companions }) => [
      term,
      new Map(companions.map(({ name, count }) => [name, count])),
    ]),
  );
  const lists = readAll(store);
  ok(lists.length > 10);
  for (const { term, companions } of lists) {
    for (const { name, count } of companions) deepEqual(count, wanted.get(term)?.get(name), term);
  }
});

test('after any changes the shards are those that finding all anew gives', () => {
  for (let seed = 1; seed <= 6; seed++) liveThrough(seed);
});

/** A library whose posts come, go and change, a few at a time; the store follows. */
function liveThrough(seed: number): void {
  const draw = chance(seed);
  using library = libraryOf([], 16);
  using store = CompanionStore.inMemory();
  for (let step = 0; step < 10; step++) {
    changeSome(library, draw, step === 0 ? 50 : 1 + draw.below(3));
    const chosen = new Map<string, TagCategory>(draw.below(3) === 0 ? [['tag_1', 'artist']] : []);
    const uses = new LibraryIndex(library, chosen).uses();
    updateCompanions({ library, uses, sizes, mostChanges: 1000 }, store);
    using anew = CompanionStore.inMemory();
    updateCompanions({ library, uses, sizes }, anew);
    const message = `seed ${seed}, step ${step}`;
    deepEqual(contentOf(store), contentOf(anew), message);
    deepEqual(store.blocks(), anew.blocks(), message);
  }
}

function changeSome(library: Library, draw: Chance, changes: number): void {
  const table = new PostTable(library);
  library.transaction(() => {
    for (let left = changes; left > 0; left--) {
      const number = 1 + draw.below(60) + (draw.below(9) === 0 ? 600 : 0);
      if (draw.below(4) === 0) table.remove(number);
      else table.put(randomPost(draw, number));
    }
    table.flush();
  });
}

function usesOf(library: Library) {
  return new LibraryIndex(library, new Map()).uses();
}

function contentOf(store: CompanionStore): readonly (readonly [string, Uint8Array])[] {
  return store.blocks().map(({ id }) => [id, store.content(id)]);
}

function readAll(store: CompanionStore): readonly CompanionList[] {
  return store
    .blocks()
    .flatMap(({ id }) => decodeCompanions(store.content(id)))
    .toSorted((a, b) => compareTags(a.term, b.term));
}

/** Of every term that enough posts have, all companions. */
function expectedLists(posts: readonly Post[]): readonly CompanionList[] {
  const members = new Map<string, Post[]>();
  for (const post of posts) {
    for (const name of [...systemTermsOf(post), ...post.terms.map((term) => term.name)]) {
      members.set(name, [...(members.get(name) ?? []), post]);
    }
  }
  return [...members]
    .filter(([, own]) => own.length >= sizes.least)
    .toSorted(([a], [b]) => compareTags(a, b))
    .map(([term, own]) => {
      const counts = new Map<string, number>();
      for (const { name } of own.flatMap(({ terms }) => terms)) {
        if (name !== term) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      const companions = [...counts]
        .toSorted(([a, x], [b, y]) => y - x || compareTags(a, b))
        .map(([name, count]) => ({ name, category: 'general' as const, count }));
      return { term, companions };
    });
}

function randomPost(draw: Chance, number: number): Post {
  const tags = Array.from(
    { length: draw.below(9) },
    () => `tag_${Math.floor(draw.next() ** 2 * 25)}`,
  );
  const foundBy = draw.below(3) === 0 ? [] : ['danbooru'];
  return postWith(number, [...new Set(tags)].toSorted(), { foundBy });
}
