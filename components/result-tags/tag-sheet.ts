import { element } from '../element.ts';
import { strings } from '../strings.ts';

/** Offers the tags as a sheet over the page, where the window is too narrow for a side: by the page's own button. */
export function startTagSheet(side: HTMLElement, holder: HTMLElement): void {
  const button = document.querySelector<HTMLButtonElement>('[data-tags-button]');
  if (!button) return;
  const sheet = element('dialog', 'tag-sheet');
  sheet.setAttribute('aria-labelledby', 'tag-sheet-title');
  const title = element('h2', '', strings.resultTags);
  title.id = 'tag-sheet-title';
  const close = element('button', 'button', strings.close);
  close.type = 'button';
  close.addEventListener('click', () => sheet.close());
  const head = element('div', 'tag-sheet-head');
  head.append(title, close);
  sheet.append(head);
  sheet.addEventListener('click', ({ target }) => {
    // The backdrop is the dialog's own, outside everything in it.
    if (target === sheet) sheet.close();
  });
  sheet.addEventListener('close', () => side.append(holder));
  document.body.append(sheet);
  button.addEventListener('click', () => {
    sheet.append(holder);
    sheet.showModal();
  });
  button.hidden = false;
}
