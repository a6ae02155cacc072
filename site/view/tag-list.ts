import { searchAddress } from '../../catalog/addresses.ts';
import { tagQuery } from '../../catalog/search/parse-query.ts';
import { type Tag, type TagCategory, tagCategories } from '../../catalog/tag.ts';
import {
  categoryLetters,
  categoryTitles,
  countText,
  shortCount,
  tagText,
} from '../../catalog/wording.ts';
import { type Html, html, inOnePiece } from '../html.ts';
import { strings } from '../strings.ts';
import { remembering } from './remember.ts';

/** A tag, with how many posts have it and how sure a model is of it, in percent, where that is known. */
export interface ListedTag extends Tag {
  readonly count?: number;
  readonly sureness?: number;
}

/** A tag as a link to the posts that have it. */
function tagLink({ name, category }: Tag, root: string): Html {
  return html`<a class="tag" data-tag="${name}" data-category="${category}" href="${root}${searchAddress(
    tagQuery(name),
  )}">${tagText(name)}</a>`;
}

/** Rows remembered of each category: those of a collection's common tags. */
const rememberedRows = 20_000;

/** The rows that posts' pages say again and again, by the way to the site's root, category and name. */
const plainRows = new Map<string, Record<TagCategory, (name: string) => Html>>();

function plainRow({ name, category }: Tag, root: string): Html {
  const known = plainRows.get(root) ?? rowMakers(root);
  plainRows.set(root, known);
  return known[category](name);
}

function rowMakers(root: string): Record<TagCategory, (name: string) => Html> {
  const makers = tagCategories.map((category) => [
    category,
    remembering(rememberedRows, (name) =>
      inOnePiece(html`\n<li>${tagLink({ name, category }, root)}</li>`),
    ),
  ]);
  return Object.fromEntries(makers) as Record<TagCategory, (name: string) => Html>;
}

/** Tags under the headings of their categories, in the order that every page keeps. */
export function tagGroups(tags: readonly ListedTag[], root: string): readonly Html[] {
  return tagCategories.flatMap((category) => {
    const own = tags.filter((tag) => tag.category === category);
    return own.length === 0 ? [] : [tagGroup(category, own, root)];
  });
}

function tagGroup(category: TagCategory, tags: readonly ListedTag[], root: string): Html {
  return html`
<section class="tag-group"><h3 class="tag-heading">${categoryLetter(category)}${categoryTitles[category]}</h3>
<ul class="tag-list">${tags.map((tag) => tagRow(tag, root))}</ul></section>`;
}

/** Tags in the order given, each with the letter of its category, in as many columns as there is room for. */
export function lettered(tags: readonly ListedTag[], root: string): Html {
  return html`<ul class="tag-list tag-columns">${letteredRows(tags, root)}</ul>`;
}

/** Their rows alone. */
export function letteredRows(tags: readonly ListedTag[], root: string): readonly Html[] {
  return tags.map((tag) => tagRow(tag, root, categoryLetter(tag.category)));
}

function tagRow(tag: ListedTag, root: string, mark?: Html): Html {
  const isPlain = tag.count === undefined && tag.sureness === undefined && mark === undefined;
  if (isPlain) return plainRow(tag, root);
  return html`
<li>${mark}${tagLink(tag, root)}${
    tag.sureness !== undefined &&
    html`<span class="sureness" title="${strings.sureness(tag.sureness)}">${tag.sureness}%</span>`
  }${
    tag.count !== undefined &&
    html`<span class="count" title="${countText(tag.count)}">${shortCount(tag.count)}</span>`
  }</li>`;
}

/** The letter that stands for a category, in its colour. */
export function categoryLetter(category: TagCategory): Html {
  return html`<span class="letter" data-category="${category}" title="${categoryTitles[category]}">${
    categoryLetters[category]
  }</span>`;
}
