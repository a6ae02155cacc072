import type { Draft, DraftTag } from '../editing/draft.ts';
import type { EditedPost } from '../editing/edited-post.ts';
import { words } from '../editing/editing-words.ts';
import type { SuggestedGroup } from './editor-views.ts';

/** Suggestions in one column at most. */
const mostOffers = 24;

/** Tags that may be wanted, by where they come from. */
export interface Offers {
  readonly together: readonly DraftTag[];
  readonly related: readonly DraftTag[];
  readonly recent: readonly DraftTag[];
}

/** The columns of suggestions beside a post's draft; none says again what another one does. */
export function groupsFor(
  { tags, guesses }: EditedPost,
  draft: Draft,
  { together, related, recent }: Offers,
): readonly SuggestedGroup[] {
  const isNew = ({ name }: DraftTag): boolean => !tags.has(name);
  const known = new Set(together.map(({ name }) => name));
  const removed = [...tags]
    .filter(([name]) => !draft.tags.has(name))
    .map(([name, category]) => ({ name, category }));
  return [
    { title: words.groups.removed, tags: removed },
    { title: words.groups.guesses, tags: guesses.filter(isNew).slice(0, mostOffers) },
    { title: words.groups.together, tags: together },
    { title: words.groups.related, tags: related.filter(({ name }) => !known.has(name)) },
    { title: words.groups.recent, tags: recent.filter(isNew) },
  ];
}
