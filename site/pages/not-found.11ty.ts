import { html } from '../html.ts';
import { type Head, rootOf } from '../layouts/base.11ty.ts';
import type { Work } from '../page-data.ts';
import { strings } from '../strings.ts';
import { onlyWhenWanted } from '../view/fixed-page.ts';

const head: Head = { kind: '404', root: './', title: strings.notFound };

export const data = {
  layout: 'base.11ty.ts',
  pagination: onlyWhenWanted('404'),
  permalink: '404.html',
  head: (): Head => head,
};

/** What a static host shows at an address that is not there. The layout says why it must do without assets. */
export function render({ work }: { readonly work: Pick<Work, 'frame'> }): string {
  return html`<main id="content" class="prose not-found">
<h1>${strings.notFound}</h1>
<p>${strings.notFoundWhy}</p>
<p><a class="button" href="${rootOf(head, work.frame)}index.html">${strings.toHome}</a></p>
<div class="chunks" data-surprise></div>
</main>`.toString();
}
