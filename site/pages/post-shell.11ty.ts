import { shellPage } from '../../catalog/addresses.ts';
import { html } from '../html.ts';
import type { Head } from '../layouts/base.11ty.ts';
import { strings } from '../strings.ts';
import { onlyWhenWanted } from '../view/fixed-page.ts';

export const data = {
  layout: 'base.11ty.ts',
  pagination: onlyWhenWanted('post'),
  permalink: shellPage,
  head: (): Head => ({ kind: 'post', root: './', hasTags: true }),
};

/** The place of any post that has no page of its own: a script shows the one that the address names. */
export function render(): string {
  return html`<div class="post" data-post-shell><main id="content" class="post-main">
<noscript><p class="notice">${strings.needsScript}</p></noscript>
<p class="notice old-browser">${strings.oldBrowser}</p>
<p class="notice" data-relations-error hidden></p>
</main></div>`.toString();
}
