import { element, makeButton } from '../element.ts';

/** What was done, and what can be done about it. */
export interface Notice {
  readonly text: string;
  readonly isError?: boolean;
  readonly action?: { readonly text: string; readonly act: () => unknown };
  readonly link?: { readonly text: string; readonly href: string };
  /** Ctrl+Z does what the button does. */
  readonly isUndo?: boolean;
  /** Seconds until it goes by itself; not while it is looked at. Without: it stays until it is closed. */
  readonly seconds?: number;
  /** Where the focus goes when the bar has it and is gone. */
  readonly focusBack?: () => unknown;
}

/** One line at the foot of the window that says what was just done. It is announced, and there is only ever one. */
export class NoticeBar {
  readonly #bar = element('div', 'notice-bar');
  readonly #closeText: string;
  #notice: Notice | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(closeText: string) {
    this.#closeText = closeText;
    this.#bar.setAttribute('role', 'status');
    // Behind the header, so that the Tab key comes to it soon; it stands at the foot all the same.
    const header = document.querySelector('.site-header');
    if (header) header.after(this.#bar);
    else document.body.prepend(this.#bar);
    for (const type of ['pointerenter', 'focusin']) {
      this.#bar.addEventListener(type, () => clearTimeout(this.#timer));
    }
    for (const type of ['pointerleave', 'focusout']) {
      this.#bar.addEventListener(type, () => this.#wait());
    }
    document.addEventListener('keydown', (event) => this.#onKey(event));
  }

  show(notice: Notice): void {
    const hadFocus = this.#bar.contains(document.activeElement);
    this.#notice = notice;
    this.#bar.classList.toggle('is-error', notice.isError === true);
    this.#bar.replaceChildren(...this.#parts(notice));
    if (hadFocus) this.#bar.querySelector<HTMLElement>('button, a')?.focus();
    this.#wait();
  }

  /** Says more of what stands there; nothing where something else stands there by now. */
  amend(notice: Notice, text: string): void {
    const line = this.#notice === notice ? this.#bar.querySelector('.notice-text') : null;
    if (line) line.textContent = text;
  }

  focusAction(): void {
    this.#bar.querySelector('button')?.focus();
  }

  hide(): void {
    const hadFocus = this.#bar.contains(document.activeElement);
    const before = this.#notice;
    this.#notice = undefined;
    clearTimeout(this.#timer);
    this.#bar.replaceChildren();
    if (hadFocus) before?.focusBack?.();
  }

  #parts({ text, action, link, isUndo = false }: Notice): readonly HTMLElement[] {
    const parts: HTMLElement[] = [element('p', 'notice-text', text)];
    if (action) {
      const button = makeButton('button', action.text, () => this.#act());
      if (isUndo) button.append(element('kbd', '', 'Ctrl Z'));
      parts.push(button);
    }
    if (link) {
      const anchor = element('a', 'button', link.text);
      anchor.href = link.href;
      parts.push(anchor);
    }
    const close = makeButton('icon-button', '×', () => this.hide());
    close.setAttribute('aria-label', this.#closeText);
    return [...parts, close];
  }

  #act(): void {
    const { action, focusBack } = this.#notice ?? {};
    this.hide();
    focusBack?.();
    action?.act();
  }

  #onKey(event: KeyboardEvent): void {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'z';
    if (!isUndo || this.#notice?.isUndo !== true || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.target instanceof HTMLInputElement && event.target.value !== '') return;
    event.preventDefault();
    this.#act();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const { seconds } = this.#notice ?? {};
    if (seconds !== undefined) this.#timer = setTimeout(() => this.hide(), seconds * 1000);
  }
}
