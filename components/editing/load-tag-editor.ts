import { loadPart } from '../load-scripts.ts';
import type { TagEditor } from '../tag-editor/tag-editor.ts';
import type { EditedPost } from './edited-post.ts';
import type { SavePost } from './save-post.ts';

/** What the editor's script leaves. */
export type MakeTagEditor = (post: EditedPost, savePost: SavePost) => TagEditor;

declare global {
  var homebooruTagEditor: MakeTagEditor | undefined;
}

/** Loads the editor's script, once; rejects where it does not load. */
export async function loadTagEditor(root: string): Promise<MakeTagEditor> {
  await loadPart('tagEditor', root);
  if (globalThis.homebooruTagEditor === undefined) throw new Error('the editor did not load');
  return globalThis.homebooruTagEditor;
}
