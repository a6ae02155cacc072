import { countedText, countText, tagText } from '../catalog/wording.ts';
import type { NamedReason } from './related/load-related.ts';

/** Every text that scripts write, in one place to be translated. */
export const strings = {
  posts: (count: number): string => {
    if (count === 0) return 'No posts';
    return countedText(count, 'post');
  },
  post: (number: number): string => `Post ${number}`,
  postWith: (number: number, terms: string): string => `Post ${number}: ${terms}`,
  suggestions: 'Suggestions',
  suggested: (count: number): string => countedText(count, 'suggestion'),
  didYouMean: 'did you mean',
  forgetSearches: 'Forget these searches',
  withQuery: (count: number): string => `${countedText(count, 'post')} with this query`,
  previous: 'Previous',
  next: 'Next',
  page: (page: number): string => `Page ${countText(page)}`,
  noAnswer: 'No answer',
  wrongQuery: 'This query cannot be read:',
  notLoaded: 'Part of the index did not load:',
  searching: 'Searching…',
  patternCost: (size: string): string =>
    `A pattern with * is looked for among many tags: about ${size} of the index.`,
  searchAnyway: 'Search all the same',
  noTag: 'No tag has a word that begins so.',
  tagsFound: (count: number): string => (count === 0 ? 'No tags' : countedText(count, 'tag')),
  noMatch: (words: number): string =>
    words === 1 ? 'Nothing has this:' : 'Nothing has all of this. By themselves:',
  panel: 'Panel',
  nothing: 'There are no posts here.',
  dropOne: 'With one part left out:',
  without: (part: string): string => `without ${part}`,
  reading: 'Read as',
  everything: 'all posts',
  atLeast: (count: number): string =>
    count === 0 ? 'No answer' : `At least ${countedText(count, 'post')}`,
  incomplete: (shards: number): string =>
    shards === 1
      ? 'A part of the index did not load: there may be more.'
      : `${countText(shards)} parts of the index did not load: there may be more.`,
  noneInRest: 'Nothing matches in what did load.',
  tryAgain: 'Try again',
  tryPattern: (pattern: string): string => `try ${pattern}`,
  updating: 'The index is being updated; reload in a moment for the newest.',
  parent: 'Parent',
  children: (count: number): string => countedText(count, 'child', 'children'),
  removeWord: (word: string): string => `Search without ${word}`,
  hiddenPosts: (count: string): string => `${count} hidden`,
  byYourSettings: 'by your settings ',
  allHidden: (count: number | undefined): string => {
    if (count === undefined) return 'All pictures here are hidden by your settings.';
    return count === 1
      ? 'The only post is hidden by your settings.'
      : `All ${countText(count)} posts are hidden by your settings.`;
  },
  showHidden: 'Show',
  withHidden: 'With what your settings hide',
  hideAgain: 'Hide again',
  /** Orders that a query has without asking for one; any other is the usual. */
  usualOrders: { similar: 'Most alike', random: 'By chance' } as Readonly<
    Partial<Record<string, string>>
  >,
  seeded: (seed: string): string => `Random (${seed})`,
  newerPosts: (count: number): string => `Show ${countedText(count, 'new post')}`,
  linkCopied: 'Copied',
  notCopied: 'The browser does not let this page copy',
  badges: {
    gif: ['GIF', 'Animated GIF'],
    animated: ['Animated', 'Animated picture'],
    ai: ['AI', 'Tagged by a model only'],
    damaged: ['Damaged', 'The file is damaged; this is what could be read'],
    tall: ['Tall', 'Taller than its tile'],
    wide: ['Wide', 'Wider than its tile'],
    child: 'Has a parent',
    parent: (count: number): string => `Has ${countedText(count, 'child', 'children')}`,
  },
  placeOf: (place: string, total: string): string => `${place} of ${total}`,
  allPosts: 'All posts',
  addTag: (tag: string): string => `Add ${tag} to the search`,
  excludeTag: (tag: string): string => `Leave ${tag} out of the search`,
  fits: { screen: 'Fit to screen', width: 'Fit to width', full: 'Full size' },
  resultTags: 'Tags in these results',
  countAll: 'Count the others too',
  pause: 'Pause',
  play: 'Play',
  close: 'Close',
  zoom: 'Zoom',
  viewer: 'Picture',
  toPost: 'To the post',
  pictureMissing: 'This picture did not load.',
  previewGone: 'The picture is not there. Its tags are kept.',
  originalGone: 'The original is not there; this is the smaller picture. Its tags are kept.',
  checkCollection: 'Check the collection',
  revealRating: (rating: string): string => `${rating}: show`,
  revealListed: 'On your blacklist: show',
  // 0.29 × 100 is a little less than 29.
  alike: (likeness: number): string => `${Math.floor(likeness * 100 + 1e-9)}%`,
  noRelated: 'No other picture has enough in common with this one.',
  relatedReason: (reason: NamedReason): string => {
    if (reason.kind !== 'similar') {
      return `same ${reason.kind}${reason.tag === undefined ? '' : `: ${tagText(reason.tag)}`}`;
    }
    return `${countedText(reason.count, 'tag')} in common`;
  },
  slideshow: 'Slideshow',
  allCovered: 'Your settings cover all of these.',
  seconds: 'Seconds',
  settings: {
    title: 'Settings and keys',
    notKept:
      'This browser keeps nothing for this site: ratings and blacklist stay as they are, and the rest lasts for this page.',
    ratings: 'Ratings',
    aboutRatings:
      'What is blurred or hidden is not loaded either. All of this is kept in this browser alone.',
    wishes: { show: 'Show', blur: 'Blur', hide: 'Hide' },
    blacklist: 'Blacklist',
    aboutBlacklist: 'Searches, one a line. What any of them finds is not shown.',
    blacklistHint: 'spider\nrating:q -cat',
    unreadable: (lines: string): string => `Cannot be read, and does nothing: ${lines}`,
    keys: 'Keys',
    aboutKeys: 'Several keys are written with a space between them; none switches an action off.',
    keyPreset: 'Set of keys',
    presets: { homebooru: 'HomeBooru', danbooru: 'As on Danbooru', off: 'No keys' },
    file: 'Take along',
    aboutFile: 'These settings as a file, for another browser.',
    save: 'Save as a file',
    load: 'Read a file',
    unreadableFile: 'These are no settings: everything stays as it is.',
  },
  keyActions: {
    search: 'To the search field',
    previous: 'Previous',
    next: 'Next',
    left: 'To the left',
    right: 'To the right',
    up: 'Row above',
    down: 'Row below',
    scrollUp: 'Scroll up',
    scrollDown: 'Scroll down',
    original: 'Open',
    view: 'Look closely, or pause',
    fullscreen: 'Full screen',
    size: 'Size of the picture, or of the rows',
    info: 'Information',
    slideshow: 'Slideshow',
    random: 'Any post',
    similar: 'Similar posts, or to the tags',
    parent: 'Parent',
    child: 'First child',
    results: 'Results, or top',
    reveal: 'Show what is blurred',
    edit: 'Edit the tags',
    home: 'To the first pictures',
    allTags: 'To all tags',
    statistics: 'To the statistics',
    panel: 'To the panel',
    select: 'Select, or not any more',
    selectTo: 'Select all from the last one',
    favourite: 'Favourite, or not any more',
    delete: 'Move to the trash, or back',
    theme: 'Theme',
    help: 'Settings and keys',
  },
  noPost: 'There is no such post.',
  noRelations: 'Neighbours and relatives did not load:',
  themes: { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' },
} as const;
