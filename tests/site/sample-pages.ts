import type { Post } from '../../catalog/post.ts';
import { type Head, render as renderFrame } from '../../site/layouts/base.11ty.ts';
import type { Frame, GalleryPage, PostPage, Tile } from '../../site/page-data.ts';

export const frame: Frame = {
  title: 'A <site> & "more"',
  theme: 'system',
  order: 'new',
  blur: [],
  hasRelated: true,
  sizes: { grid: 400, preview: 1000 },
  assets: {
    styles: 'assets/site-1.css',
    icon: 'assets/icon-1.svg',
    touchIcon: 'assets/touch-icon-1.png',
    theme: 'assets/theme-1.js',
    findRoot: 'assets/find-root-1.js',
    core: 'assets/core-1.js',
    suggest: ['assets/suggest-0.js'],
    gallery: ['assets/gallery-1.js'],
    endless: ['assets/endless-1.js'],
    results: ['assets/results-1.js'],
    post: ['assets/post-1.js'],
    viewer: ['assets/viewer-1.js'],
    viewerStyles: 'assets/viewer-1.css',
    settings: ['assets/settings-1.js'],
    slideshow: ['assets/slideshow-1.js'],
    tags: ['assets/tags-1.js'],
    editing: ['assets/editing-1.js'],
    tagEditor: ['assets/tag-editor-1.js'],
    selection: ['assets/selection-1.js'],
  },
};

/** Names that break pages which paste instead of escape. */
export const hostileTags = [
  '</script><script>alert(1)</script>',
  '"><img_src=x_onerror=alert(1)>',
  "'onmouseover='alert(1)",
  '__proto__',
  'constructor',
  '$(7*7)',
  '-minus',
  'or',
  'a&amp;b',
];

const hostilePost: Post = {
  number: 12_345,
  md5: '0123456789abcdef0123456789abcdef',
  added: '2026-11-22T23:59:59Z',
  created: '"><script>1</script>',
  rating: 'questionable',
  score: -3,
  favourites: 0,
  isFavourite: true,
  isEdited: false,
  format: 'jpeg',
  width: 2048,
  height: 2900,
  frames: 1,
  bytes: 3_145_728,
  thumbhash: 'AAAA',
  dhash: '0000000000000000',
  terms: hostileTags.map((name) => ({ name, category: 'general', rank: 1 })),
  foundBy: ['danbooru', '<b>source</b>'],
  isGuessed: true,
  guesses: [
    ['-minus', 'general', 93],
    ['<i>unsure</i>', 'meta', 12],
  ],
  ids: [
    { source: 'danbooru', id: 123, score: -7 },
    { source: 'elsewhere', id: 4 },
  ],
  parents: [{ source: 'e621', id: 5 }],
  origins: [
    'https://example.com/a?b=1&c="2"',
    'javascript:alert(1)',
    'https://user:secret@example.com/',
    'data:text/html,<script>alert(1)</script>',
    ' https://example.com/ https://evil.example/',
    '//example.com/x',
  ],
  paths: [`nested/<i>"file" & 'name'.jpg`, '../../etc/passwd'],
  damaged: '<b>ends early</b>',
};

export const postPage: PostPage = {
  post: hostilePost,
  original: 'originals/12/12345.jpg',
  preview: { width: 706, height: 1000 },
  alt: '"><img onerror=alert(1)>',
};

export function tile(number: number): Tile {
  return {
    number,
    width: 400,
    height: 267,
    ratio: 150,
    colour: 27,
    thumbhash: 'YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw==',
    alt: hostileTags.join(', '),
    badges: number % 2 === 0 ? ['gif', 'ai'] : [],
    hasParent: number % 3 === 0,
    children: number % 5 === 0 ? 1234 : 0,
  };
}

export const galleryPage: GalleryPage = {
  page: 3,
  tiles: Array.from({ length: 30 }, (_, place) => tile(9000 - place)),
  older: 2,
  newer: undefined,
};

/** A page as Eleventy makes it: the template's content in its frame. */
export function wholePage<Data>(
  template: { readonly data: { readonly head: unknown }; readonly render: (data: Data) => string },
  data: Data,
  inFrame: Frame = frame,
): string {
  const { head } = template.data;
  if (typeof head !== 'function') throw new TypeError('a template says nothing of its frame');
  const content = template.render(data);
  return renderFrame({
    ...data,
    content,
    work: { frame: inFrame },
    head: (all): Head => head(all),
  });
}
