import { element, makeButton } from '../element.ts';

/** A question before something is done. */
export interface Question {
  readonly title: string;
  readonly about: string;
  readonly yes: string;
  readonly no: string;
  /** The address of a small picture of what is meant. */
  readonly picture?: string;
}

/** Asks; `false` where one declines in any way. The focus goes back to where it was. */
export function ask({ title, about, yes, no, picture }: Question): Promise<boolean> {
  const dialog = element('dialog', 'question');
  const heading = element('h2', '', title);
  heading.id = 'question-title';
  const why = element('p', 'muted', about);
  why.id = 'question-about';
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.setAttribute('aria-describedby', why.id);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const confirm = makeButton('button button-danger', yes, () => dialog.close('yes'));
  const row = element('p', 'question-actions');
  row.append(
    confirm,
    makeButton('button', no, () => dialog.close('no')),
  );
  const words = element('div');
  words.append(heading, why, row);
  dialog.append(...(picture === undefined ? [] : [pictureOf(picture)]), words);
  dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue === 'yes');
  });
  document.body.append(dialog);
  dialog.showModal();
  confirm.focus();
  return promise;
}

function pictureOf(address: string): HTMLImageElement {
  const image = element('img', 'question-picture');
  image.src = address;
  image.alt = '';
  return image;
}
