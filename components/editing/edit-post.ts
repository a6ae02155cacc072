import type { TagEditor } from '../tag-editor/tag-editor.ts';
import { type EditedPost, parseEditedPost } from './edited-post.ts';
import { words } from './editing-words.ts';
import { loadTagEditor } from './load-tag-editor.ts';
import { PublicationWatch } from './publication.ts';
import { savePost } from './save-post.ts';
import { change, follow, type SidecarWork, tellFailure } from './sidecar-work.ts';

/** Where an editor stands on the page, and what becomes of what it saves. */
export interface EditorPlace {
  readonly number: number;
  /** Shows it; answers what takes it away again. */
  readonly show: (editor: TagEditor) => () => void;
  /** The post was saved, or its edit taken back. */
  readonly onSaved: (post: EditedPost) => unknown;
  /** The site has it. */
  readonly onPublished: () => unknown;
  readonly focusBack: () => unknown;
}

/**
 * Opens the editor on a post; what it saves is said, followed into the site, and can be undone. Resolves when the editor
 * is closed.
 */
export async function editPost(work: SidecarWork, place: EditorPlace): Promise<void> {
  const editor = await open(work, place.number);
  if (!editor) return;
  const watch = new PublicationWatch(work.host.api);
  const close = place.show(editor);
  const { promise, resolve } = Promise.withResolvers<EditedPost | undefined>();
  editor.addEventListener('editor-closed', (event) => resolve(event.saved));
  await editor.updateComplete;
  editor.focus();
  const saved = await promise;
  close();
  place.focusBack();
  if (saved) tellSaved(work, place, watch, saved);
  else watch.close();
}

/** An editor with the post as it is now; `undefined` where there is none, which is said. */
async function open(work: SidecarWork, number: number): Promise<TagEditor | undefined> {
  const { client, context, notices } = work;
  try {
    const makeEditor = await loadTagEditor(context.root);
    const [answer, isLoggedIn] = await Promise.all([
      client.get(`posts/${number}`),
      client.isLoggedIn(),
    ]);
    const editor = makeEditor(parseEditedPost(answer), (post, change) =>
      savePost(client, post, change),
    );
    if (!isLoggedIn) editor.tellLoggedOut();
    return editor;
  } catch (error) {
    if (isScriptFailure(error)) notices.show({ text: words.notLoaded, isError: true });
    else tellFailure(work, error);
    return undefined;
  }
}

function isScriptFailure(error: unknown): boolean {
  return error instanceof Error && /did not load$/.test(error.message);
}

function tellSaved(
  work: SidecarWork,
  place: EditorPlace,
  watch: PublicationWatch,
  saved: EditedPost,
): void {
  const undo = { text: words.undo, act: () => takeBack(work, place, saved) };
  const notice = {
    text: words.saved(saved.number, timeNow()),
    ...(saved.changes > 0 ? { action: undo, isUndo: true } : {}),
    focusBack: place.focusBack,
  };
  work.notices.show(notice);
  place.onSaved(saved);
  void follow(work, watch, { edition: saved.edition }, notice, place.onPublished);
}

/** Takes the last change back, unless somebody has changed the post since. */
async function takeBack(
  work: SidecarWork,
  { number, onSaved, onPublished, focusBack }: EditorPlace,
  { version, changes }: EditedPost,
): Promise<void> {
  await change(
    work,
    async () => {
      const body = { version, change: changes - 1 };
      const answer = await work.client.send('POST', `posts/${number}/revert`, body);
      onSaved(parseEditedPost(answer));
      return answer;
    },
    () => ({ text: words.takenBack(number), focusBack }),
    onPublished,
  );
}

function timeNow(): string {
  return new Date().toLocaleTimeString([], { timeStyle: 'short', hourCycle: 'h23' });
}
