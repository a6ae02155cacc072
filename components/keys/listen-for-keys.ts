import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import { actionsOf, type KeyAction } from './key-bindings.ts';

/** What an action does, by whichever of its keys; `true`: it was done, and the browser does nothing more with the key. */
export type KeyHandlers = ReadonlyMap<KeyAction, (key: string) => boolean>;

/** Milliseconds in which the second of two keys must follow the first. */
const chordTime = 1000;

/** Single keys, or two after each other, as the visitor has them; never while one types or holds a modifier. */
export class KeyListener {
  readonly #handlers: KeyHandlers[] = [];
  readonly #settings: SettingsKeeper;
  #last = { key: '', time: 0 };

  constructor(settings: SettingsKeeper) {
    this.#settings = settings;
  }

  start(): void {
    document.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      // A dialog has keys of its own.
      if (document.querySelector('dialog[open], .pswp--open')) return;
      if (this.#act(event)) event.preventDefault();
    });
  }

  /** Adds what a page does; later ones come first. */
  add(handlers: KeyHandlers): void {
    this.#handlers.unshift(handlers);
  }

  /** What the visitor has a key for, also over the page: scripts of what is shown there bring no list of keys of their own. */
  actionsOf(key: string): readonly KeyAction[] {
    return actionsOf(key, this.#settings.current);
  }

  #act({ key, target, timeStamp }: KeyboardEvent): boolean {
    const { key: before, time } = this.#last;
    this.#last = { key: key.length === 1 ? key : '', time: timeStamp };
    const isSecond = before !== '' && timeStamp - time < chordTime;
    if (isSecond && this.#do(before + key)) return true;
    if (target instanceof Element && isPressedBy(key, target)) return false;
    return this.#do(key);
  }

  #do(key: string): boolean {
    return this.actionsOf(key).some((action) =>
      this.#handlers.some((handlers) => handlers.get(action)?.(key) === true),
    );
  }
}

/** A button is pressed by the space bar, and by Enter, as a link is. */
function isPressedBy(key: string, target: Element): boolean {
  const pressed = key === ' ' ? 'button, summary' : 'a[href], button, summary';
  return (key === ' ' || key === 'Enter') && target.closest(pressed) !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Follows the page's link to what comes before or after, where there is one. */
export function follow(relation: 'prev' | 'next'): boolean {
  return press(`a[rel="${relation}"]:not([hidden])`);
}

/** Clicks the first element that is shown, where there is one. */
export function press(selector: string): boolean {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((part) =>
    part.checkVisibility({ visibilityProperty: true }),
  );
  found?.click();
  return found !== undefined;
}
