import { firstOf } from '../../catalog/first-of.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { cutIntoBlocks } from '../../catalog/index/name-blocks.ts';
import { compareTags, type TagCategory, tagCategories } from '../../catalog/tag.ts';
import { countText, tagText } from '../../catalog/wording.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import { memo } from '../index/memo.ts';
import type { TagCount, TagsPage } from '../page-data.ts';
import { letterOf, type TagSection, tagLetters, tagsAddress } from '../view/tag-sections.ts';
import { newestTags } from './newest-tags.ts';
import type { CountedTerms, PageStyle, PlannedPage } from './plan-pages.ts';

/** Tags a page, on average: the borders of pages are set by names, so that a tag more or less moves no other page's. */
const tagsPerPage = 200;
/** So many pages of a section are led to by name; the others from page to page. */
const mostListed = 60;

/** The pages of a section, which are a part of the site of their own. */
export interface TagPart {
  /** The part's. */
  readonly name: string;
  readonly isChanged: boolean;
  readonly pages: () => readonly PlannedPage[];
}

/** The tags of an index, without what the system adds. */
export function tagsOf(uses: readonly TermUse[]): readonly TagCount[] {
  return uses.flatMap(({ name, category, count }): TagCount[] =>
    category === undefined ? [] : [{ name, category, count }],
  );
}

/**
 * Every page of tags. A tag's count stands on the page of its letter, on that of its category and on the few pages that
 * show the commonest; so an edit changes a handful of them, however many there are. `changed`: names of tags that are not
 * what they were; `undefined`: any may be;
 * `categories`: those that they were of, or are, where that is known.
 */
export function planTags(
  library: Library,
  { uses, tags }: CountedTerms,
  style: PageStyle,
  changed: ReadonlySet<string> | undefined,
  categories?: ReadonlySet<TagCategory | undefined>,
): { readonly first: readonly PlannedPage[]; readonly parts: readonly TagPart[] } {
  const changedTags = changed && [...changed].filter((name) => !name.startsWith(' '));
  const changedLetters = changedTags && new Set(changedTags.map(letterOf));
  const letters = memo(() => Map.groupBy(tags, ({ name }) => letterOf(name)));
  const part = (
    section: TagSection,
    own: () => readonly TagCount[],
    isChanged: boolean,
  ): TagPart => ({
    name: `tag page ${section}`,
    isChanged,
    pages: () => sectionOf(section, own()).map((page) => planned(page, style)),
  });
  return {
    first: [
      { ...alone('commonest', firstOf(tags, byCount, tagsPerPage)), total: tags.length },
      alone('new', newestTags(library, uses, tagsPerPage)),
    ].map((page) => planned(page, style)),
    parts: [
      ...tagLetters.map((letter) =>
        part(letter, () => letters().get(letter) ?? [], changedLetters?.has(letter) ?? true),
      ),
      ...tagCategories.map((category) =>
        part(
          category,
          () => tags.filter((tag) => tag.category === category).toSorted(byCount),
          // Else nobody knows which category a tag was of that has another one now.
          changedTags?.length !== 0 && (categories?.has(category) ?? true),
        ),
      ),
    ],
  };
}

function byCount(a: TagCount, b: TagCount): number {
  return b.count - a.count || compareTags(a.name, b.name);
}

function planned(page: TagsPage, style: PageStyle): PlannedPage {
  return {
    address: tagsAddress(page.section, page.page),
    hash: contentHash(`${style.hash} ${hashable(page)}`),
    work: { tagPages: [page] },
  };
}

function alone(section: TagSection, entries: readonly TagCount[]): TagsPage {
  return { section, page: undefined, entries, pages: [], previous: undefined, next: undefined };
}

function sectionOf(section: TagSection, tags: readonly TagCount[]): readonly TagsPage[] {
  const names = tags.map(({ name }) => name);
  const blocks = cutIntoBlocks(names, tagsPerPage);
  if (blocks.length === 0) return [alone(section, [])];
  let from = 0;
  const addresses = blocks.map(({ id }, place) =>
    tagsAddress(section, place === 0 ? undefined : id),
  );
  const step = Math.ceil(blocks.length / mostListed);
  const starts: { readonly address: string; readonly label: string }[] = [];
  const pages = blocks.map((block, place) => {
    const entries = tags.slice(from, from + block.names.length);
    from += block.names.length;
    const [first] = entries;
    const label = first && labelOf(section, first);
    // Of many pages that all begin with tags of one post each, the first is enough.
    const isNew = label !== undefined && label !== starts.at(-1)?.label;
    if (isNew && place % step === 0) starts.push({ address: addresses[place] ?? '', label });
    return {
      section,
      page: place === 0 ? undefined : block.id,
      entries,
      pages: [] as TagsPage['pages'],
      previous: addresses[place - 1],
      next: addresses[place + 1],
    };
  });
  // Only the first page of a section knows the others: theirs do not change with them.
  return pages.map((page, place) =>
    place === 0 && starts.length > 1 ? { ...page, pages: starts } : page,
  );
}

/** What a page is found by: its first tag, or where counts go down, how many posts that has. */
function labelOf(section: TagSection, { name, count }: TagCount): string {
  const isByCount = tagCategories.some((category: TagCategory) => category === section);
  return isByCount ? `≤ ${countText(count)}` : tagText(name);
}

/** Everything that a page shows, in few bytes: there are very many tags. */
function hashable({ entries, ...rest }: TagsPage): string {
  const rows = entries.map(({ name, category, count }) => `${name} ${category} ${count}`);
  return `${JSON.stringify(rest)}\n${rows.join('\n')}`;
}
