import { html } from '../html.ts';
import type { Head } from '../layouts/base.11ty.ts';
import { strings } from '../strings.ts';
import { onlyWhenWanted } from '../view/fixed-page.ts';

const root = './';

export const data = {
  layout: 'base.11ty.ts',
  pagination: onlyWhenWanted('404'),
  permalink: '404.html',
  head: (): Head => ({ kind: '404', root, title: strings.notFound }),
};

/** What a static host shows at an address that is not there. The layout says how it finds its assets. */
export function render(): string {
  return html`<main id="content" class="prose not-found">
<h1>${strings.notFound}</h1>
<p>${strings.notFoundWhy}</p>
<p><a class="button" href="${root}index.html">${strings.toHome}</a></p>
</main>`.toString();
}
