import type { Rating } from '../catalog/rating.ts';
import type { TagCategory } from '../catalog/tag.ts';
import { countText } from '../catalog/wording.ts';
import type { TileBadge } from './page-data.ts';

/** Headings of the categories in tag lists. */
export const categoryTitles: Readonly<Record<TagCategory, string>> = {
  artist: 'Artist',
  copyright: 'Copyright',
  character: 'Character',
  species: 'Species',
  general: 'General',
  meta: 'Meta',
  lore: 'Lore',
};

export const ratingTitles: Readonly<Record<Rating, string>> = {
  general: 'General',
  sensitive: 'Sensitive',
  questionable: 'Questionable',
  explicit: 'Explicit',
};

/** What a badge says, and what it means. */
export const badgeTexts: Readonly<Record<TileBadge | 'tall' | 'wide', readonly [string, string]>> =
  {
    gif: ['GIF', 'Animated GIF'],
    animated: ['Animated', 'Animated picture'],
    ai: ['AI', 'Tagged by a model only'],
    damaged: ['Damaged', 'The file is damaged; this is what could be read'],
    tall: ['Tall', 'Taller than its tile'],
    wide: ['Wide', 'Wider than its tile'],
  };

/** Names of the sources that a record can tell of; any other stands for itself. */
export const sourceTitles: ReadonlyMap<string, string> = new Map([
  ['danbooru', 'Danbooru'],
  ['e621', 'e621'],
  ['gelbooru', 'Gelbooru'],
  ['yandere', 'yande.re'],
  ['konachan', 'Konachan'],
  ['safebooru', 'Safebooru'],
  ['rule34', 'Rule34'],
  ['saucenao', 'SauceNAO'],
  ['iqdb', 'IQDB'],
  ['tagfile', 'Tag file'],
  ['tagfiles', 'Tag files'],
  ['filename', 'File name'],
  ['camie_tagger', 'Camie Tagger (model)'],
]);

/** Every other text of the static pages, in one place to be translated. */
export const strings = {
  language: 'en',
  skip: 'Skip to content',
  skipToTags: 'Skip to tags',
  mainNavigation: 'Main',
  tags: 'Tags',
  help: 'Help',
  theme: 'Theme',
  searchLabel: 'Search tags',
  searchHint: 'Search tags: cat -dog',
  searchButton: 'Search',
  newest: 'Newest',
  posts: (count: number): string => (count === 1 ? '1 post' : `${countText(count)} posts`),
  tagTotal: (count: number): string => (count === 1 ? '1 tag' : `${countText(count)} tags`),
  explore: 'Explore',
  allTags: 'All tags',
  pages: 'Pages',
  page: (page: number): string => `Page ${countText(page)}`,
  newer: 'Newer',
  older: 'Older',
  noPosts: 'No pictures yet',
  noPostsWhy: 'Put pictures into the images folder of your collection and build again.',
  post: (number: number): string => `Post ${number}`,
  previous: 'Previous',
  next: 'Next',
  fit: 'Fit to screen',
  zoom: 'Zoom',
  fullscreen: 'Full screen',
  pause: 'Pause',
  openOriginal: 'Original',
  download: 'Download',
  parent: 'Parent',
  children: 'Children',
  related: 'Related',
  information: 'Information',
  guessed: 'These tags are a model’s guesses; no site knows the picture.',
  untagged: 'No tags yet.',
  damaged: 'This file is damaged:',
  facts: {
    size: 'Size',
    file: 'File',
    frames: 'Frames',
    rating: 'Rating',
    score: 'Score',
    favourites: 'Favourites',
    favourite: 'Favourite',
    yes: 'Yes',
    added: 'Added',
    created: 'Posted',
    foundOn: 'Found on',
    parentOn: 'Parent on',
    tagsFrom: 'Tags from',
    origins: 'Source',
    md5: 'MD5',
    paths: 'In the collection',
  },
  tagsByName: 'All tags by name',
  commonest: 'Commonest tags',
  tagRange: (first: string, last: string): string => `${first} – ${last}`,
  noTags: 'No tags yet',
  view: 'View',
  order: 'Order',
  orders: [
    ['', 'Newest'],
    ['old', 'Oldest'],
  ] as readonly (readonly [value: string, text: string])[],
  rowHeight: 'Height of the rows',
  rowHeights: [
    ['s', 'S', 'Small pictures'],
    ['m', 'M', 'Medium pictures'],
    ['l', 'L', 'Large pictures'],
  ] as readonly (readonly [value: string, text: string, meaning: string])[],
  pageSize: 'Posts a page',
  usualPageSize: 'Auto',
  saveLink: 'Copy link',
  query: 'The words of the search',
  pagesBelow: 'Pages, at the end',
  searchTitle: 'Search',
  searching: 'Searching…',
  results: 'Results',
  needsScript:
    'Searching needs JavaScript. Without it you can look through the gallery, the posts and the list of tags.',
  notFound: 'Not found',
  notFoundWhy: 'There is no page at this address. The picture may have been deleted.',
  toHome: 'To the newest pictures',
} as const;
