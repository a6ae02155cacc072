import { type Html, html } from '../html.ts';
import type { Head } from '../layouts/base.11ty.ts';
import { strings } from '../strings.ts';
import { onlyWhenWanted } from '../view/fixed-page.ts';
import { icon } from '../view/icon.ts';
import { tagsButton, toolbar } from '../view/toolbar.ts';

const root = './';

export const data = {
  layout: 'base.11ty.ts',
  pagination: onlyWhenWanted('search'),
  permalink: 'search.html',
  head: (): Head => ({ kind: 'search', root, hasTags: true, title: strings.searchTitle }),
};

/** The places that the search script fills. */
export function render(): string {
  return html`<div class="with-side">
<aside id="tags" class="side result-tags" tabindex="-1" aria-label="${strings.resultTags}" data-result-tags><h2>${strings.resultTags}</h2><div data-tag-groups></div></aside>
<main id="content" class="gallery results">
<div class="page-bar"><h1 class="visually-hidden">${strings.results}</h1><p class="result-count" role="status" data-result-count="">${
    strings.searching
  }</p>${tagsButton()}${toolbar('results')}${pager(strings.pages, 5, true)}</div>
<div class="query-row"><ul class="tokens" aria-label="${strings.query}" data-tokens hidden></ul><details class="reading" data-reading><summary>${strings.readAs}</summary></details></div>
<noscript><p class="notice">${strings.needsScript}</p></noscript>
<p class="notice old-browser">${strings.oldBrowser}</p>
<div class="notice error" role="alert" data-query-error hidden></div>
<div class="no-results" data-no-results hidden></div>
<div class="chunks" data-results></div>
<div class="page-end">${pager(strings.pagesBelow, 7, false)}<form class="pager-jump" action="${root}search.html" data-jump hidden><input type="hidden" name="q"><input class="pager-field" type="number" name="p" min="1" required aria-label="${strings.jumpTo}" placeholder="${strings.jump}"><button class="button" type="submit">${strings.go}</button></form></div>
</main>
</div>`.toString();
}

/** What the script fills, with so many numbers at most. One that waits has its place before. */
function pager(label: string, slots: 5 | 7, isWaiting: boolean): Html {
  const step = (rel: 'prev' | 'next', name: string): Html =>
    html`<a class="pager-link" rel="${rel}" href="${root}search.html" aria-label="${name}" title="${name}">${icon(rel === 'prev' ? 'newer' : 'older')}</a>`;
  return html`<nav class="${isWaiting ? 'pager pages is-waiting' : 'pager pages'}" aria-label="${label}" data-pager="${slots}"${!isWaiting && html` hidden`}>${step('prev', strings.previous)}<span class="pager-numbers" data-numbers></span>${step('next', strings.next)}</nav>`;
}
