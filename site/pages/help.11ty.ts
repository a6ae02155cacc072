import { searchAddress } from '../../catalog/addresses.ts';
import { tagCategories } from '../../catalog/tag.ts';
import { categoryLetters, categoryTitles } from '../../catalog/wording.ts';
import { type Html, html } from '../html.ts';
import type { Head } from '../layouts/base.11ty.ts';
import { onlyWhenWanted } from '../view/fixed-page.ts';
import { helpTexts } from '../view/help-texts.ts';

const root = './';

export const data = {
  layout: 'base.11ty.ts',
  pagination: onlyWhenWanted('help'),
  permalink: 'help.html',
  head: (): Head => ({ kind: 'help', root, title: helpTexts.title }),
};

/** The search language and the keys, with examples that are links. */
export function render(): string {
  return html`<main id="content" class="prose">
<h1>${helpTexts.title}</h1>
<p>${helpTexts.intro}</p>
${helpTexts.sections.map(
  ({ title, about, rows }) => html`
<h2>${title}</h2>${about !== undefined && html`<p>${about}</p>`}
<table class="help-table"><tbody>${rows.map(
    ([examples, meaning]) => html`
<tr><th scope="row">${examples.map(example)}</th><td>${meaning}</td></tr>`,
  )}</tbody></table>`,
)}
<h2>${helpTexts.categories}</h2>
<ul class="letters">${tagCategories.map(
    (category) =>
      html`<li><span class="letter" data-category="${category}">${categoryLetters[category]}</span>${
        categoryTitles[category]
      }</li>`,
  )}</ul>
<h2>${helpTexts.keys}</h2>
<table class="help-table"><tbody>${helpTexts.keyRows.map(
    ([keys, meaning]) => html`
<tr><th scope="row">${keys.map((key) => html`<kbd>${key}</kbd>`)}</th><td>${meaning}</td></tr>`,
  )}</tbody></table>
</main>`.toString();
}

function example(query: string): Html {
  return html`<a class="example" href="${root}${searchAddress(query)}"><code>${query}</code></a>`;
}
