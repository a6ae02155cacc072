import { html, type TemplateResult } from 'lit';
import { words } from './panel-words.ts';

/** Asks, the first or the second time, whether to remove what is in the trash for good. Escape keeps it. */
export function emptyDialog(
  count: number,
  times: 1 | 2,
  answer: (isAgreed: boolean) => void,
): TemplateResult {
  return html`<dialog class="ask" aria-labelledby="ask-title" @close=${() => answer(false)}>
    <h2 id="ask-title">${words.emptyTrash}</h2>
    <p>${times === 1 ? words.emptyAsk(count) : words.emptyAgain}</p>
    <div class="buttons">
      <button class="button" autofocus @click=${() => answer(false)}>${words.keep}</button>
      <button class="button danger" @click=${() => answer(true)}>${times === 1 ? words.emptyFirst : words.emptySecond}</button>
    </div>
  </dialog>`;
}
