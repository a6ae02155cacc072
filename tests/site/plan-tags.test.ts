import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTags, type TagCategory, tagCategories } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { LibraryIndex, type TermUse } from '../../pipeline/library/library-index.ts';
import { newestTags } from '../../site/build/newest-tags.ts';
import type { PageStyle, PlannedPage } from '../../site/build/plan-pages.ts';
import { planTags } from '../../site/build/plan-tags.ts';
import type { TagCount, TagsPage } from '../../site/page-data.ts';
import { letterOf, tagSections } from '../../site/view/tag-sections.ts';
import { libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';
import { chance } from '../fixtures/random.ts';
import { frame } from './sample-pages.ts';

const style: PageStyle = { hash: '', pageSize: 3, grid: 400, pagesFrom: 1, frame };

/** Very many tags, most of them rare, as in any booru. */
function manyTags(): readonly TagCount[] {
  const random = chance(5);
  return Array.from({ length: 6000 }, (_, at) => ({
    name: `${'abcdeé1初'[random.below(8)]}${at}`,
    category: tagCategories[random.below(3)] ?? 'general',
    count: at < 200 ? 1000 + random.below(5000) : 1 + random.below(4),
  })).toSorted((a, b) => compareTags(a.name, b.name));
}

function allPages(library: Library, tags: readonly TagCount[]): readonly PlannedPage[] {
  const { first, parts } = planTags(library, { uses: [], tags }, style, undefined);
  return [...first, ...parts.flatMap(({ pages }) => pages())];
}

function plan(library: Library, tags: readonly TagCount[]): ReadonlyMap<string, string> {
  return new Map(allPages(library, tags).map(({ address, hash }) => [address, hash]));
}

function pagesOf(library: Library, tags: readonly TagCount[]): readonly TagsPage[] {
  return allPages(library, tags).flatMap(({ work }) => work?.tagPages ?? []);
}

test('every tag is under its letter by name and under its category by count, once', () => {
  using library = libraryOf([], 4);
  const tags = manyTags();
  const pages = pagesOf(library, tags);
  assert.deepEqual(new Set(pages.map(({ section }) => section)), new Set(tagSections));
  const categories = new Set<string>(tagCategories);
  const byName = pages.filter(({ section }) => section.length === 1 || /^0|^other/.test(section));
  const listed = byName.flatMap(({ entries }) => entries.map(({ name }) => name));
  assert.deepEqual(listed.toSorted(), tags.map(({ name }) => name).toSorted());
  for (const { section, entries } of byName) {
    assert.ok(entries.every(({ name }) => letterOf(name) === section));
    assert.deepEqual(
      entries,
      entries.toSorted((a, b) => compareTags(a.name, b.name)),
    );
  }
  const byCount = pages.filter(({ section }) => categories.has(section));
  assert.equal(byCount.flatMap(({ entries }) => entries).length, tags.length);
  for (const { section, entries } of byCount) {
    assert.ok(entries.every(({ category }) => category === section));
    assert.deepEqual(
      entries.map(({ count }) => count),
      entries.map(({ count }) => count).toSorted((a, b) => b - a),
    );
  }
});

test('pages of a section lead to each other, and its first to those that its words tell apart', () => {
  using library = libraryOf([], 4);
  const pages = allPages(library, manyTags()).flatMap(({ address, work }) =>
    (work?.tagPages ?? []).map((page) => ({ address, page })),
  );
  const own = pages.filter(({ page }) => page.section === 'character');
  assert.ok(own.length > 5);
  assert.deepEqual(
    own.map(({ page }) => page.next),
    [...own.slice(1).map(({ address }) => address), undefined],
  );
  const entries = own[0]?.page.pages ?? [];
  assert.equal(new Set(entries.map(({ label }) => label)).size, entries.length);
  assert.deepEqual([entries[0]?.address, entries.at(-1)?.label], [own[0]?.address, '≤ 1']);
  const letter = pages.filter(({ page }) => page.section === 'e');
  assert.deepEqual(
    letter[0]?.page.pages.map(({ address }) => address),
    letter.map(({ address }) => address),
  );
});

test('a post more for four tags rewrites few pages of tags, and a tag more or less does too', () => {
  using library = libraryOf([], 4);
  const tags = manyTags();
  const before = plan(library, tags);
  assert.ok(before.size > 80);
  const differing = (after: ReadonlyMap<string, string>): number =>
    [...new Set([...before.keys(), ...after.keys()])].filter(
      (address) => before.get(address) !== after.get(address),
    ).length;
  const wished = new Set([0, 2000, 4000, 5999]);
  const counted = tags.map((tag, at) => (wished.has(at) ? { ...tag, count: tag.count + 1 } : tag));
  const changed = differing(plan(library, counted));
  assert.ok(changed > 4 && changed <= 30, `${changed} pages`);
  const without = differing(
    plan(
      library,
      tags.filter((_, at) => at !== 3000),
    ),
  );
  assert.ok(without > 0 && without <= 10, `${without} pages`);
});

test('only the letters of the tags that have changed are looked at again, and the categories', () => {
  using library = libraryOf([], 4);
  const changedParts = (
    changed: readonly string[],
    known?: ReadonlySet<TagCategory>,
  ): readonly string[] =>
    planTags(library, { uses: [], tags: manyTags() }, style, new Set(changed), known)
      .parts.filter(({ isChanged }) => isChanged)
      .map(({ name }) => name);
  const categories = tagCategories.map((category) => `tag page ${category}`);
  assert.deepEqual(changedParts([' rating:general']), []);
  assert.deepEqual(changedParts(['cat']), ['tag page c', ...categories]);
  const known = new Set<TagCategory>(['species', 'general']);
  assert.deepEqual(changedParts(['cat'], known), [
    'tag page c',
    'tag page species',
    'tag page general',
  ]);
});

test('the newest tags are those that only the newest posts have', () => {
  using library = libraryOf(
    [postWith(1, ['old', 'cat']), postWith(2, ['cat', 'b', 'a']), postWith(3, ['c'])],
    4,
  );
  const uses = new LibraryIndex(library, new Map()).uses();
  const names = (known: readonly TermUse[], most: number): readonly string[] =>
    newestTags(library, known, most).map(({ name }) => name);
  assert.deepEqual(names(uses, 3), ['c', 'a', 'b']);
  assert.deepEqual(names(uses, 9), ['c', 'a', 'b', 'cat', 'old']);
  const elsewhere = uses.map((use) => (use.name === 'cat' ? { ...use, count: 3 } : use));
  assert.deepEqual(names(elsewhere, 9), ['c', 'a', 'b', 'old']);
});

for (const [name, letter] of [
  ['éclair', 'e'],
  ['1girl', '0-9'],
  ['Z', 'z'],
  ['初音ミク', 'other'],
  ['^_^', 'other'],
  ['', 'other'],
] as const) {
  test(`"${name}" is found under ${letter}`, () => {
    assert.equal(letterOf(name), letter);
  });
}
