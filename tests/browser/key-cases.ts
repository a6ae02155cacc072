/** Keys, with a space between those after each other, and what then is on the page, or, with a `/`, where it was sent. */
type Case = readonly [keys: string, outcome: string];

/** The sets of keys that there are. */
export type Preset = 'homebooru' | 'danbooru';

const gallery = 'index.html';
/** A search with several pages. */
export const results = 'search.html?q=-night';
/** A post in the middle of a search. */
export const post = 'post/0/21.html#q=no_humans';

/** What both sets have. */
const inGallery: readonly Case[] = [
  ['/', 'input[data-search]:focus'],
  ['q', 'input[data-search]:focus'],
  ['Tile o', '/post/0/43.html'],
  ['Tile Enter', '/post/0/43.html'],
  ['Tile ArrowRight', 'li:nth-child(2) > a.tile:focus'],
  ['Tile ArrowRight ArrowLeft', 'li:nth-child(1) > a.tile:focus'],
  ['Tile ArrowDown', 'li:nth-child(n + 3) > a.tile:focus'],
  ['Space', '.pswp--open'],
  ['z', 'html[data-row=l]'],
  ['t', 'html[data-theme=light]'],
  ['?', 'dialog.settings[open]'],
  ['Tile m', 'a.tile[data-selected]'],
];
const inResults: readonly Case[] = [
  ['d', '/search.html?q=-night&p=2'],
  ['y', 'dialog.slideshow[open]'],
  ['r', '/post/0/'],
];
const onPage: readonly Case[] = [
  ['a', '/page/4.html'],
  ['d', '/page/2.html'],
];
const onPost: readonly Case[] = [
  ['g h', '/index.html'],
  ['g t', '/tags.html'],
  ['g s', '/stats.html'],
  ['d', '/post/0/20.html#q=no_humans'],
  ['a', '/post/0/22.html#q=no_humans'],
  ['ArrowRight', '/post/0/20.html#q=no_humans'],
  ['ArrowLeft', '/post/0/22.html#q=no_humans'],
  ['o', '/originals/0/21.'],
  ['z', '[data-picture][data-fit=width]'],
  ['i', '.post[data-info=off]'],
  ['r', '/post/0/'],
  ['u', '/search.html?q=no_humans'],
  ['Picture z', '.pswp--zoomed-in'],
];

/** The keys of each set, page by page. */
export const keyCases: Readonly<
  Record<Preset, readonly (readonly [address: string, keys: readonly Case[]])[]>
> = {
  homebooru: [
    [
      gallery,
      [
        ...inGallery,
        ...['h', 'j', 'k', 'l'].map((key): Case => [key, 'a.tile:focus']),
        ['l l h l', 'li:nth-child(2) > a.tile:focus'],
        ['j j', 'li:nth-child(n + 3) > a.tile:focus'],
        ['s', '#tags:focus'],
        ['x', 'html:not(:has(a.tile[data-veiled]))'],
      ],
    ],
    [results, [...inResults, ['s', '#tags:focus']]],
    ['page/3.html', onPage],
    [
      post,
      [
        ...onPost,
        ['l', '/post/0/20.html'],
        ['h', '/post/0/22.html'],
        ['Enter', '/originals/0/21.'],
        ['f', '[data-picture]:fullscreen'],
        ['s', '/search.html?q=similar:21'],
      ],
    ],
    ['post/0/19.html', [['p', '/post/0/18.html']]],
    ['post/0/18.html', [['c', '/post/0/19.html']]],
  ],
  danbooru: [
    [gallery, [...inGallery, ['b', 'html:not(:has(a.tile[data-veiled]))']]],
    [results, inResults],
    ['page/3.html', onPage],
    [post, [...onPost, ['v', '[data-picture][data-fit=full]']]],
  ],
};
