import { postAddress } from '../../catalog/addresses.ts';
import { element, makeButton } from '../element.ts';
import { words } from './upload-words.ts';

/** How far a picture is that is being added. */
export type UploadState =
  | { readonly kind: 'waiting' | 'processing' | 'not-taken' }
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'done'; readonly number: number }
  | { readonly kind: 'failed'; readonly message: string };

/** A row of the list; told of each step. */
export type UploadRow = (state: UploadState) => void;

/** The pictures that are being added, each with how far it is and what became of it. It stays until it is closed. */
export class UploadList {
  readonly #root: string;
  readonly #panel = element('section', 'uploads');
  readonly #list = element('ul');

  constructor(root: string) {
    this.#root = root;
    const heading = element('h2', '', words.title);
    heading.id = 'uploads-title';
    const close = makeButton('icon-button', '×', () => {
      this.#panel.hidden = true;
      this.#list.replaceChildren();
    });
    close.setAttribute('aria-label', words.close);
    const head = element('div', 'uploads-head');
    head.append(heading, close);
    this.#panel.setAttribute('aria-labelledby', heading.id);
    this.#list.setAttribute('aria-live', 'polite');
    this.#panel.append(head, this.#list);
    this.#panel.hidden = true;
    document.body.append(this.#panel);
  }

  add(name: string): UploadRow {
    this.#panel.hidden = false;
    const row = element('li', 'upload');
    const state = element('span', 'upload-state');
    const bar = element('progress');
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute('aria-label', words.progress(name));
    row.append(element('span', 'upload-name', name), bar, state);
    this.#list.append(row);
    const show: UploadRow = (next) => {
      row.dataset['state'] = next.kind;
      bar.hidden = next.kind !== 'sending';
      if (next.kind === 'sending') bar.value = next.share;
      state.replaceChildren(this.#say(next));
    };
    show({ kind: 'waiting' });
    return show;
  }

  #say(state: UploadState): string | HTMLElement {
    switch (state.kind) {
      case 'waiting':
        return words.waiting;
      case 'sending':
        return words.sending(Math.round(state.share * 100));
      case 'processing':
        return words.processing;
      case 'not-taken':
        return words.notTaken;
      case 'failed':
        return state.message;
      case 'done': {
        const link = element('a', '', words.post(state.number));
        link.href = this.#root + postAddress(state.number);
        return link;
      }
      default:
        return state satisfies never;
    }
  }
}
