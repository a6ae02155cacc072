import { isTagCategory, tagCategories } from '../../catalog/tag.ts';
import { categoryTitles } from '../../catalog/wording.ts';
import { attributes, type Html, html } from '../html.ts';
import type { Head } from '../layouts/base.11ty.ts';
import type { TagsPage } from '../page-data.ts';
import { strings } from '../strings.ts';
import { icon } from '../view/icon.ts';
import { categoryLetter, lettered, tagGroups } from '../view/tag-list.ts';
import { type TagSection, tagLetters, tagsAddress } from '../view/tag-sections.ts';

interface Data {
  readonly item: TagsPage;
}

const root = './';

export const data = {
  layout: 'base.11ty.ts',
  pagination: { data: 'work.tagPages', size: 1, alias: 'item' },
  permalink: ({ item }: Data): string => tagsAddress(item.section, item.page),
  head: ({ item }: Data): Head => ({ kind: 'tags', root, title: titleOf(item.section) }),
};

/** Tags: the commonest by category, the newest, or all of a letter or a category. It works without a script. */
export function render({ item }: Data): string {
  const { section, entries, total } = item;
  return html`<main id="content" class="tags-page">
<div class="page-bar"><h1>${titleOf(section)}</h1>${
    total !== undefined && html`<p class="muted">${strings.tagTotal(total)}</p>`
  }<div class="tag-filter" data-tag-filter><input class="search-input" type="search" aria-label="${
    strings.findTags
  }" placeholder="${strings.findTags}" autocomplete="off" autocapitalize="none" spellcheck="false"></div></div>
${sectionNav(section)}
<div data-found-tags hidden></div>
<div data-tag-page>
${entryPoints(item)}${tagsOf(item)}
${pager(item)}</div>
</main>`.toString();

  function tagsOf({ entries: tags }: TagsPage): Html {
    if (entries.length === 0) return html`<p class="empty">${strings.noTags}</p>`;
    if (section === 'commonest')
      return html`<h2 class="visually-hidden">${strings.commonest}</h2><div class="tag-board">${tagGroups(tags, root)}</div>`;
    return lettered(tags, root);
  }
}

function titleOf(section: TagSection): string {
  return section === 'commonest' ? strings.tags : strings.tagsOf(nameOf(section));
}

function nameOf(section: TagSection): string {
  if (section === 'commonest') return strings.commonest;
  if (section === 'new') return strings.newestTags;
  if (section === 'other') return strings.otherLetters;
  return isTagCategory(section) ? categoryTitles[section] : section.toUpperCase();
}

/** The ways to every section: the same on every page. */
function sectionNav(here: TagSection): Html {
  const link = (section: TagSection): Html => {
    const anchor = attributes({
      href: root + tagsAddress(section),
      'aria-current': section === here && 'page',
    });
    const letter = isTagCategory(section) && categoryLetter(section);
    return html`<li><a${anchor}>${letter}${nameOf(section)}</a></li>`;
  };
  const kinds: readonly TagSection[] = ['commonest', 'new', ...tagCategories];
  return html`<nav class="tag-nav" aria-label="${strings.tagsBy}"><ul>${kinds.map(link)}</ul><ul class="tag-letters">${tagLetters.map(link)}</ul></nav>`;
}

/** Where a long section can be entered. */
function entryPoints({ pages }: TagsPage): Html | undefined {
  if (pages.length === 0) return undefined;
  return html`<nav class="tag-entries" aria-label="${strings.tagPages}"><ul>${pages.map(
    ({ address, label }) => html`<li><a href="${root}${address}">${label}</a></li>`,
  )}</ul></nav>\n`;
}

function pager({ previous, next }: TagsPage): Html | undefined {
  if (previous === undefined && next === undefined) return undefined;
  return html`<nav class="pager" aria-label="${strings.pages}">${
    previous !== undefined &&
    html`<a class="pager-link" rel="prev" href="${root}${previous}">${icon('newer')}${strings.previous}</a>`
  }${
    next !== undefined &&
    html`<a class="pager-link" rel="next" href="${root}${next}">${strings.next}${icon('older')}</a>`
  }</nav>\n`;
}
