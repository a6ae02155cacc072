import { tagText } from '../../catalog/wording.ts';
import { type Html, html } from '../html.ts';
import type { Head } from '../layouts/base.11ty.ts';
import type { TagsPage } from '../page-data.ts';
import { strings } from '../strings.ts';
import { lettered, tagGroups } from '../view/tag-list.ts';

interface Data {
  readonly item: TagsPage;
}

const root = './';

export const data = {
  layout: 'base.11ty.ts',
  pagination: { data: 'work.tagPages', size: 1, alias: 'item' },
  permalink: ({ item }: Data): string => addressOf(item.id),
  head: ({ item }: Data): Head => ({ kind: 'tags', root, title: titleOf(item) }),
};

/** The commonest tags by category, or a page of all tags by name; it works without a script. */
export function render({ item }: Data): string {
  const isFirst = item.id === undefined;
  return html`<main id="content" class="tags-page">
<div class="page-bar"><h1>${titleOf(item)}</h1><p class="muted">${strings.tagTotal(item.total)}</p></div>
${indexOf(item)}
${item.entries.length === 0 && html`<p class="empty">${strings.noTags}</p>`}${
  isFirst
    ? html`<div class="tag-board">${tagGroups(item.entries, root)}</div>`
    : lettered(item.entries, root)
}
</main>`.toString();
}

function titleOf({ id, entries }: TagsPage): string {
  const [first, last] = [entries[0], entries.at(-1)];
  if (id === undefined || first === undefined || last === undefined) return strings.tags;
  return `${strings.tags}: ${strings.tagRange(tagText(first.name), tagText(last.name))}`;
}

function indexOf({ id, index }: TagsPage): Html | undefined {
  if (index.length === 0) return undefined;
  const links = index.map(
    (page) => html`
<li><a href="${root}${addressOf(page.id)}"${page.id === id && html` aria-current="page"`}>${strings.tagRange(
      tagText(page.first),
      tagText(page.last),
    )}</a></li>`,
  );
  return html`<nav class="tag-index" aria-labelledby="index-title"><h2 id="index-title">${
    strings.tagsByName
  }</h2><ul><li><a href="${root}tags.html"${id === undefined && html` aria-current="page"`}>${
    strings.commonest
  }</a></li>${links}</ul></nav>`;
}

function addressOf(id: string | undefined): string {
  return id === undefined ? 'tags.html' : `tags-${id}.html`;
}
