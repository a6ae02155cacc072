import { SidecarAway, type SidecarClient, SidecarRefusal } from '../sidecar-client.ts';
import { applyChange, changeBetween, type DraftChange, isNoChange } from './draft.ts';
import { type EditedPost, parseEditedPost } from './edited-post.ts';

/** What became of an attempt to save. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly post: EditedPost }
  /** Somebody else was faster: the post as it is now. */
  | { readonly kind: 'conflict'; readonly theirs: EditedPost }
  | { readonly kind: 'logged-out' }
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly message: string };

/** Saves a change to a post as it was seen. */
export type SavePost = (post: EditedPost, change: DraftChange) => Promise<SaveOutcome>;

/** Saves what was changed on a post. Where somebody else has made the same changes meanwhile, they are saved. */
export async function savePost(
  client: Pick<SidecarClient, 'send'>,
  { number, version }: Pick<EditedPost, 'number' | 'version'>,
  change: DraftChange,
): Promise<SaveOutcome> {
  try {
    const answer = await client.send('PATCH', `posts/${number}`, { version, ...change });
    return { kind: 'saved', post: parseEditedPost(answer) };
  } catch (error) {
    if (error instanceof SidecarAway) return { kind: 'away' };
    if (!(error instanceof SidecarRefusal)) throw error;
    switch (error.status) {
      case 401:
      case 403:
        return { kind: 'logged-out' };
      case 409:
        return conflictOf(parseEditedPost(error.answer), change);
      default:
        return { kind: 'refused', message: error.message };
    }
  }
}

function conflictOf(theirs: EditedPost, change: DraftChange): SaveOutcome {
  const isThere = isNoChange(changeBetween(theirs, applyChange(theirs, change)));
  return isThere ? { kind: 'saved', post: theirs } : { kind: 'conflict', theirs };
}
