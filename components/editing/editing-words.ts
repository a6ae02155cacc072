import { countedText, countText, tagText } from '../../catalog/wording.ts';
import type { DraftChange } from './draft.ts';

/** Every text of editing, in one place to be translated. */
export const words = {
  edit: 'Edit',
  title: (number: number): string => `Edit post ${number}`,
  tags: 'Tags',
  add: 'Add tags',
  addHint: 'tag  character:name  -tag',
  remove: (tag: string): string => `Remove ${tagText(tag)}`,
  added: (tags: readonly string[]): string => `Added ${tags.map(tagText).join(', ')}`,
  removed: (tag: string): string => `Removed ${tagText(tag)}`,
  undone: 'Undone',
  noTags: 'No tags yet.',
  newTag: 'No other post has this tag',
  suggestions: 'Suggestions',
  groups: {
    related: 'On related posts',
    together: 'Often together',
    guesses: 'Guessed by a model',
    recent: 'Recent',
    removed: 'Removed',
  },
  rating: 'Rating',
  noRating: 'As the sources say',
  parent: 'Parent',
  parentHint: 'number',
  wrongParent: 'The parent is the number of a post.',
  favourite: 'Favourite',
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  close: 'Close',
  unchanged: 'Nothing changed',
  summary: (change: DraftChange): string => {
    const fields = Object.keys(change).length - 2;
    return [
      ...(change.add.length > 0 ? [`${countText(change.add.length)} added`] : []),
      ...(change.remove.length > 0 ? [`${countText(change.remove.length)} removed`] : []),
      ...(fields > 0 ? [`${countedText(fields, 'field')} changed`] : []),
    ].join(', ');
  },
  /** A change in a line: `+hat −solo rating: sensitive`. */
  change: ({ add, remove, rating, parent, favourite }: DraftChange): string =>
    [
      ...add.map(
        ({ name, category }) =>
          `+${category && category !== 'general' ? `${category}:` : ''}${name}`,
      ),
      ...remove.map((name) => `−${name}`),
      ...(rating === undefined ? [] : [`rating: ${rating ?? 'none'}`]),
      ...(parent === undefined ? [] : [`parent: ${parent ?? 'none'}`]),
      ...(favourite === undefined ? [] : [favourite ? '+favourite' : '−favourite']),
    ].join('  '),
  leave: 'Leave without saving?',
  discard: 'Discard',
  keepEditing: 'Keep editing',
  loggedOut: 'You are not logged in.',
  logIn: 'Log in',
  thenSave: 'in another tab; what you changed stays here. Then save.',
  away: 'The server is away: start it with',
  awayCommand: 'npm start',
  kept: (seconds: number): string =>
    `Your changes are kept here. Trying again in ${countText(seconds)} s.`,
  tryNow: 'Try now',
  conflict: 'This post was changed elsewhere in the meantime.',
  yours: 'Yours',
  theirs: 'Theirs',
  nothing: 'nothing',
  merge: 'Save both',
  keepMine: 'Save mine over theirs',
  takeTheirs: 'Take theirs',
  saved: (number: number, time: string): string => `Saved ${time} · post ${number}`,
  undo: 'Undo',
  takenBack: (number: number): string => `The edit of post ${number} is taken back`,
  onSite: (text: string): string => `${text}, and on the site`,
  unpublished: (message: string): string => `Saved, but the site is behind: ${message}`,
  failed: (message: string): string => `That did not work: ${message}`,
  awayShort: 'The server does not answer. Start it with npm start, then try again.',
  notLoaded: 'The editor did not load. Reload the page and try again.',
  addFavourite: 'Favourite',
  favourites: (isFavourite: boolean): string =>
    isFavourite ? 'Now a favourite' : 'No favourite any more',
  deletePost: 'Delete',
  askDelete: (number: number): string => `Move post ${number} to the trash?`,
  aboutDelete: 'Its file goes to the trash folder, and can be brought back.',
  toTrash: 'Move to the trash',
  deleted: (number: number): string => `Post ${number} is in the trash`,
  inTrash: 'In the trash',
  restore: 'Restore',
  restored: (number: number): string => `Post ${number} is back`,
} as const;
