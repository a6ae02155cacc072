import { html, nothing, type TemplateResult } from 'lit';
import { listView } from './list-view.ts';
import type { Facts, Model } from './panel-answers.ts';
import { words } from './panel-words.ts';

/** The models that there are, how to get the others, and the settings as they are. */
export function settingsView(
  { settings, site }: Facts,
  models: readonly Model[] | undefined,
): TemplateResult {
  return html`${listView({
    id: 'models',
    title: words.models,
    items: models,
    why: words.modelWhy,
    none: '',
    row: modelRow,
  })}
  <section class="card" aria-labelledby="settings">
    <h2 id="settings">${words.settings}</h2>
    <p class="soft">${words.settingsWhy} ${words.site} <span class="path">${site}</span></p>
    <pre tabindex="0">${JSON.stringify(settings, undefined, 2)}</pre>
  </section>`;
}

function modelRow({ name, title, license, bytes, state, reason, isChosen }: Model): TemplateResult {
  return html`<li class="row">
    <span class="what"><b>${title}</b> ${isChosen ? html`<span class="soft">${words.modelChosen}</span>` : nothing}
      <span class="soft block">${license}${bytes === null ? nothing : `, ${words.size(bytes)}`}${reason === null ? nothing : `, ${reason}`}</span>
      ${state === 'missing' ? html`<code class="block">${words.modelHow(name)}</code>` : nothing}</span>
    <span class="state state-${state}">${words.modelState[state]}</span>
  </li>`;
}
