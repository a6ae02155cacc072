import { headedDialog } from '../headed-dialog.ts';

/**
 * Offers the tags of a page's side as a sheet over the page, where the window is too narrow for a side: by the page's own
 * button. `holder` is what moves there, and back.
 */
export function startTagSheet(side: HTMLElement, holder: HTMLElement, title: string): void {
  const button = document.querySelector<HTMLButtonElement>('[data-tags-button]');
  if (!button) return;
  const sheet = headedDialog('tag-sheet', 'tag-sheet-title', title);
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
  button.dataset['tagsButton'] = 'ready';
}
