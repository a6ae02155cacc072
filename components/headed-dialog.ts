import { element, makeButton } from './element.ts';
import { strings } from './strings.ts';

/** A dialog with a title that stays in view, and the button that closes it; `id`: the title's, unique in the page. */
export function headedDialog(className: string, id: string, text: string): HTMLDialogElement {
  const dialog = element('dialog', className);
  dialog.setAttribute('aria-labelledby', id);
  const title = element('h2', '', text);
  title.id = id;
  const close = makeButton('button', strings.close, () => dialog.close());
  const head = element('div', 'dialog-head');
  head.append(title, close);
  dialog.append(head);
  return dialog;
}
