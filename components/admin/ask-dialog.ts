import { html } from 'lit';
import type { DirectiveResult } from 'lit/directive.js';
import { keyed } from 'lit/directives/keyed.js';

/** A question before something is done; `act` is what a yes does, and may ask the next one. */
export interface PanelQuestion {
  readonly title: string;
  readonly about: string;
  readonly yes: string;
  readonly no: string;
  readonly act: () => void;
}

/** Asks, each question in a dialog of its own: Escape, and the button that has the focus first, keep everything. */
export function askDialog(
  question: PanelQuestion,
  answer: (isAgreed: boolean) => void,
): DirectiveResult {
  const { title, about, yes, no } = question;
  const dialog = html`<dialog class="ask" aria-labelledby="ask-title" aria-describedby="ask-about" @close=${() => answer(false)}>
    <h2 id="ask-title">${title}</h2>
    <p id="ask-about" class="path">${about}</p>
    <div class="buttons">
      <button class="button" autofocus @click=${() => answer(false)}>${no}</button>
      <button class="button danger" @click=${() => answer(true)}>${yes}</button>
    </div>
  </dialog>`;
  return keyed(question, dialog);
}
