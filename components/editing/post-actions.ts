import { thumbnailAddress } from '../../catalog/addresses.ts';
import { ask } from './ask.ts';
import { parseEditedPost } from './edited-post.ts';
import { words } from './editing-words.ts';
import { change, type SidecarWork } from './sidecar-work.ts';

/** Seconds in which a delete can be undone at once; after that it still can be restored. */
const undoSeconds = 10;

/** What a page does with a post that was deleted, and that is back. */
export interface PostPlace {
  readonly number: number;
  readonly onDeleted: () => unknown;
  readonly onRestored: () => unknown;
  /** Puts the focus where it was. */
  readonly focusBack: () => unknown;
}

/** Moves a post to the trash, once the user has said yes. */
export async function deletePost(work: SidecarWork, place: PostPlace): Promise<void> {
  const { number } = place;
  const isMeant = await ask({
    title: words.askDelete(number),
    about: words.aboutDelete,
    yes: words.toTrash,
    no: words.cancel,
    picture: work.context.root + thumbnailAddress(number),
  });
  if (!isMeant) return;
  const isDone = await change(
    work,
    () => work.client.send('DELETE', `posts/${number}`),
    () => ({
      text: words.deleted(number),
      action: { text: words.undo, act: () => restorePost(work, place) },
      isUndo: true,
      seconds: undoSeconds,
      focusBack: place.focusBack,
    }),
  );
  if (!isDone) return;
  place.onDeleted();
  // What had the focus may be gone; here one can go back.
  work.notices.focusAction();
}

export async function restorePost(work: SidecarWork, place: PostPlace): Promise<void> {
  const { number, focusBack } = place;
  const isDone = await change(
    work,
    () => work.client.send('POST', `posts/${number}/restore`),
    () => ({ text: words.restored(number), focusBack }),
  );
  if (isDone) place.onRestored();
}

/** Makes a post a favourite, or no favourite any more. `onKnown` hears which. */
export async function toggleFavourite(
  work: SidecarWork,
  number: number,
  onKnown: (isFavourite: boolean) => unknown,
): Promise<void> {
  let isFavourite = false;
  const isDone = await change(
    work,
    async () => {
      const post = parseEditedPost(await work.client.get(`posts/${number}`));
      isFavourite = !post.isFavourite;
      const body = { version: post.version, favourite: isFavourite };
      return work.client.send('PATCH', `posts/${number}`, body);
    },
    () => ({ text: words.favourites(isFavourite) }),
  );
  if (isDone) onKnown(isFavourite);
}
