import { html, nothing, type TemplateResult } from 'lit';
import { postAddress } from '../../catalog/addresses.ts';
import { type Ask, button, listView, postLink, smallPicture } from './list-view.ts';
import type { Duplicate, PastEdits, PostFile, Problem, Trash } from './panel-answers.ts';
import { words } from './panel-words.ts';

/** What could not be read; what is ignored is folded away below. */
export function problemsView(problems: readonly Problem[] | undefined, ask: Ask): TemplateResult {
  const told = problems?.filter(({ isIgnored }) => !isIgnored);
  const ignored = problems?.filter(({ isIgnored }) => isIgnored) ?? [];
  const row = (problem: Problem): TemplateResult => problemRow(problem, ask);
  return html`${listView({
    id: 'problems',
    title: words.views.problems,
    items: told,
    why: words.problemWhy,
    none: words.noProblems,
    row,
  })}
  ${
    ignored.length === 0
      ? nothing
      : html`<details class="card"><summary>${words.ignored(ignored.length)}</summary>
        <ul class="rows" role="list">${ignored.map(row)}</ul></details>`
  }`;
}

function problemRow({ path, reason, number, isIgnored }: Problem, ask: Ask): TemplateResult {
  const retry =
    number === null
      ? () => ask('POST', 'problems/retry', { path })
      : () => ask('POST', `posts/${number}/retry`);
  const ignore = () => ask('POST', 'problems/ignored', { path, reason, isIgnored: !isIgnored });
  return html`<li class="row">
    <span class="what">${number === null ? html`<b class="path">${path}</b>` : html`${smallPicture(number)} ${postLink(number, path)}`}
      <span class="soft block">${reason}</span></span>
    ${number === null ? nothing : html`<a class="button" href="/${postAddress(number)}" aria-label="${words.show}: ${path}">${words.show}</a>`}
    ${isIgnored ? nothing : button(words.retry, retry, path)}
    ${button(isIgnored ? words.unignore : words.ignore, ignore, path)}
  </li>`;
}

/** What was deleted and can be restored; `empty` asks, and asks again. */
export function trashView(
  trash: Trash | undefined,
  ask: Ask,
  empty: (count: number) => void,
): TemplateResult {
  const count = trash?.entries.length ?? 0;
  return listView({
    id: 'trash',
    title: words.views.trash,
    items: trash?.entries,
    why: words.trashDays(trash?.days ?? null),
    none: words.noTrash,
    more: count === 0 ? nothing : button(words.emptyTrash, () => empty(count)),
    row: ({ number, path, root, deleted, state, isCopy }) => html`<li class="row">
      <span class="what"><b class="path">${path}</b>
        <span class="soft block">${words.facts([
          number === null ? '' : isCopy ? words.copyOf(number) : words.number(number),
          words.deletedAt(deleted),
          state === 'deleted' ? '' : words.unfinished,
        ])}</span></span>
      ${number === null ? nothing : button(words.restore, () => ask('POST', `posts/${number}/restore`, isCopy ? { path, root } : {}), path)}
    </li>`,
  });
}

/** Posts whose file lies there more than once; `remove` asks for one of the files. */
export function duplicatesView(
  groups: readonly Duplicate[] | undefined,
  remove: (number: number, file: PostFile) => void,
): TemplateResult {
  return listView({
    id: 'duplicates',
    title: words.views.duplicates,
    items: groups,
    why: words.duplicateWhy,
    none: words.noDuplicates,
    row: ({ number, files }) => html`<li>
      <div class="row">${number === null ? nothing : smallPicture(number)}
        <span class="what">${number === null ? nothing : postLink(number, words.number(number))}</span></div>
      <ul class="copies" role="list">${files.map(
        (file) => html`<li class="row"><span class="what soft path">${file.path}</span>
        ${number === null ? nothing : button(words.toTrash, () => remove(number, file), file.path)}</li>`,
      )}</ul>
    </li>`,
  });
}

/** The user's changes, newest first; `showMore` brings older ones. */
export function editsView(
  known: PastEdits | undefined,
  ask: Ask,
  showMore: () => void,
): TemplateResult {
  return listView({
    id: 'edits',
    title: words.views.edits,
    items: known?.edits,
    none: words.noEdits,
    end: known?.next == null ? nothing : html`<p>${button(words.showMore, showMore)}</p>`,
    row: ({ number, place, at, change }) => html`<li class="row">
      ${smallPicture(number)}
      <span class="what">${postLink(number, words.number(number))} <span class="path">${words.change(change)}</span>
        <span class="soft block">${words.time(at)}</span></span>
      ${button(words.revert, () => ask('POST', `posts/${number}/revert`, { change: place }), words.number(number))}
    </li>`,
  });
}
