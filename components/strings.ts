import { countText, tagText } from '../catalog/wording.ts';
import type { NamedReason } from './related/load-related.ts';

/** Every text that scripts write, in one place to be translated. */
export const strings = {
  posts: (count: number): string => {
    if (count === 0) return 'No posts';
    return count === 1 ? '1 post' : `${countText(count)} posts`;
  },
  post: (number: number): string => `Post ${number}`,
  postWith: (number: number, terms: string): string => `Post ${number}: ${terms}`,
  suggestions: 'Suggestions',
  didYouMean: 'did you mean',
  forgetSearches: 'Forget these searches',
  withQuery: (count: number): string =>
    count === 1 ? '1 post with this query' : `${countText(count)} posts with this query`,
  previous: 'Previous',
  next: 'Next',
  page: (page: number): string => `Page ${countText(page)}`,
  noAnswer: 'No answer',
  wrongQuery: 'This query cannot be read:',
  notLoaded: 'Part of the index did not load:',
  reload: 'Reload the page to try again.',
  noMatch: 'Nothing has all of this. By themselves:',
  nothing: 'There are no posts here.',
  dropOne: 'With one part left out:',
  without: (part: string): string => `without ${part}`,
  reading: 'Read as',
  incomplete: (shards: number): string =>
    shards === 1
      ? 'A part of the index did not load: there may be more.'
      : `${countText(shards)} parts of the index did not load: there may be more.`,
  tryPattern: (pattern: string): string => `try ${pattern}`,
  updating: 'The index is being updated; reload in a moment for the newest.',
  parent: 'Parent',
  children: (count: number): string => (count === 1 ? '1 child' : `${countText(count)} children`),
  removeWord: (word: string): string => `Search without ${word}`,
  hiddenPosts: (count: string): string => `${count} hidden by your settings`,
  linkCopied: 'Copied',
  badges: {
    gif: ['GIF', 'Animated GIF'],
    animated: ['Animated', 'Animated picture'],
    ai: ['AI', 'Tagged by a model only'],
  },
  placeOf: (place: string, total: string): string => `${place} of ${total}`,
  allPosts: 'All posts',
  addTag: (tag: string): string => `Add ${tag} to the search`,
  excludeTag: (tag: string): string => `Leave ${tag} out of the search`,
  fits: { screen: 'Fit to screen', width: 'Fit to width', full: 'Full size' },
  pause: 'Pause',
  play: 'Play',
  close: 'Close',
  zoom: 'Zoom',
  toPost: 'To the post',
  pictureMissing: 'This picture did not load.',
  ratings: {
    general: 'General',
    sensitive: 'Sensitive',
    questionable: 'Questionable',
    explicit: 'Explicit',
  },
  revealRating: (rating: string): string => `${rating}: show`,
  revealListed: 'On your blacklist: show',
  relatedReason: (reason: NamedReason): string => {
    if (reason.kind !== 'similar') {
      return `same ${reason.kind}${reason.tag === undefined ? '' : `: ${tagText(reason.tag)}`}`;
    }
    return reason.count === 1 ? '1 tag in common' : `${countText(reason.count)} tags in common`;
  },
  noRelations: 'Neighbours and relatives did not load:',
  themes: { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' },
} as const;
