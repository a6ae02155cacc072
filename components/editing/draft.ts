import type { Rating } from '../../catalog/rating.ts';
import type { TagCategory } from '../../catalog/tag.ts';

/** A tag that is written on a post; without a category where nobody said one. */
export interface DraftTag {
  readonly name: string;
  readonly category?: TagCategory | undefined;
}

/** What an editor holds of a post: all that its user can change. */
export interface Draft {
  /** Name → category; `undefined`: nobody said one, which counts as general. In the order in which they came. */
  readonly tags: ReadonlyMap<string, TagCategory | undefined>;
  /** `undefined`: none, or what the sources say. */
  readonly rating: Rating | undefined;
  readonly parent: number | undefined;
  readonly isFavourite: boolean;
}

/** What makes one draft of another, as the server takes it: what is not said stays. */
export interface DraftChange {
  readonly add: readonly DraftTag[];
  readonly remove: readonly string[];
  readonly rating?: Rating | null;
  readonly parent?: number | null;
  readonly favourite?: boolean;
}

export function withTag(draft: Draft, { name, category }: DraftTag): Draft {
  const known = draft.tags.get(name);
  if (draft.tags.has(name) && (category === undefined || category === known)) return draft;
  return { ...draft, tags: new Map(draft.tags).set(name, category) };
}

export function withoutTag(draft: Draft, name: string): Draft {
  if (!draft.tags.has(name)) return draft;
  const tags = new Map(draft.tags);
  tags.delete(name);
  return { ...draft, tags };
}

/** What was changed between two drafts. */
export function changeBetween(before: Draft, after: Draft): DraftChange {
  const add = [...after.tags]
    .filter(([name, category]) => !before.tags.has(name) || isMoved(before, name, category))
    .map(([name, category]) => (category === undefined ? { name } : { name, category }));
  const remove = [...before.tags.keys()].filter((name) => !after.tags.has(name));
  return {
    add,
    remove,
    ...(before.rating === after.rating ? {} : { rating: after.rating ?? null }),
    ...(before.parent === after.parent ? {} : { parent: after.parent ?? null }),
    ...(before.isFavourite === after.isFavourite ? {} : { favourite: after.isFavourite }),
  };
}

function isMoved({ tags }: Draft, name: string, category: TagCategory | undefined): boolean {
  return category !== undefined && category !== (tags.get(name) ?? 'general');
}

export function isNoChange({ add, remove, ...fields }: DraftChange): boolean {
  return add.length === 0 && remove.length === 0 && Object.keys(fields).length === 0;
}

/** A draft after a change that was made to another: where they meet, the change wins. */
export function applyChange(draft: Draft, change: DraftChange): Draft {
  const removed = change.remove.reduce(withoutTag, draft);
  const { tags } = change.add.reduce(withTag, removed);
  return {
    tags,
    rating: change.rating === undefined ? draft.rating : (change.rating ?? undefined),
    parent: change.parent === undefined ? draft.parent : (change.parent ?? undefined),
    isFavourite: change.favourite ?? draft.isFavourite,
  };
}

/** What is sent once the user has chosen between two edits of one post: always on top of theirs. */
export function settleConflict(
  choice: 'merge' | 'mine',
  before: Draft,
  mine: Draft,
  theirs: Draft,
): Draft {
  return choice === 'mine' ? mine : applyChange(theirs, changeBetween(before, mine));
}
