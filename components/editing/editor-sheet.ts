import { previewAddress } from '../../catalog/addresses.ts';
import { element } from '../element.ts';
import type { TagEditor } from '../tag-editor/tag-editor.ts';

/**
 * Shows an editor over the page, with its picture beside it: a sheet from the foot of a phone, a window else. Answers
 * what closes it.
 */
export function showInSheet(editor: TagEditor, root: string): () => void {
  const sheet = element('dialog', 'editor-sheet');
  const image = element('img', 'editor-picture');
  image.src = root + previewAddress(editor.post.number);
  image.alt = '';
  sheet.append(image, editor);
  // Esc asks first, where there is something to lose.
  sheet.addEventListener('cancel', (event) => {
    event.preventDefault();
    editor.cancel();
  });
  document.body.append(sheet);
  sheet.showModal();
  return () => {
    sheet.close();
    sheet.remove();
  };
}
