import { html, nothing, type TemplateResult } from 'lit';
import { changeBetween, type Draft, isNoChange } from '../editing/draft.ts';
import { words } from '../editing/editing-words.ts';
import type { EditorNotice } from './save-controller.ts';

/** What the buttons of a notice do. */
export interface NoticeActs {
  readonly post: Draft;
  readonly draft: Draft;
  readonly save: () => unknown;
  readonly settle: (choice: 'merge' | 'mine' | 'theirs') => unknown;
  readonly discard: () => unknown;
  readonly keepEditing: () => unknown;
}

/** Says what stands in the way, and offers what can be done. */
export function noticeView(notice: EditorNotice, acts: NoticeActs): TemplateResult {
  return html`<div class="editor-notice" role="alert">${contentOf(notice, acts)}</div>`;
}

function contentOf(notice: EditorNotice, acts: NoticeActs): TemplateResult | typeof nothing {
  switch (notice.kind) {
    case 'none':
    case 'saving':
      return nothing;
    case 'leaving':
      return html`<p>${words.leave}</p><p class="editor-actions">
        ${button(words.keepEditing, acts.keepEditing)}${button(words.discard, acts.discard)}</p>`;
    case 'logged-out':
      return html`<p>${words.loggedOut} <a href=${globalThis.homebooruHost?.panel ?? ''} target="_blank" rel="noopener"
        >${words.logIn}</a> ${words.thenSave}</p>`;
    case 'away':
      return html`<p>${words.away} <code>${words.awayCommand}</code>. ${words.kept(notice.seconds)}</p>
        <p class="editor-actions">${button(words.tryNow, acts.save)}</p>`;
    case 'refused':
      return html`<p>${words.failed(notice.message)}</p>`;
    case 'conflict':
      return conflictView(notice.theirs, acts);
    default:
      return notice satisfies never;
  }
}

function conflictView(theirs: Draft, acts: NoticeActs): TemplateResult {
  const { post, draft, settle } = acts;
  return html`<p><strong>${words.conflict}</strong></p>
    <dl class="editor-sides">
      <div><dt>${words.yours}</dt><dd>${describe(post, draft)}</dd></div>
      <div><dt>${words.theirs}</dt><dd>${describe(post, theirs)}</dd></div>
    </dl>
    <p class="editor-actions">${button(words.merge, () => settle('merge'))}
      ${button(words.keepMine, () => settle('mine'))}
      ${button(words.takeTheirs, () => settle('theirs'))}</p>`;
}

function describe(before: Draft, after: Draft): string {
  const change = changeBetween(before, after);
  return isNoChange(change) ? words.nothing : words.change(change);
}

function button(text: string, act: () => unknown): TemplateResult {
  return html`<button class="button" type="button" @click=${act}>${text}</button>`;
}
