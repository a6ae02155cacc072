interface HelpSection {
  readonly title: string;
  readonly about?: string;
  readonly rows: readonly (readonly [examples: readonly string[], meaning: string])[];
}

const sections: readonly HelpSection[] = [
  {
    title: 'Tags',
    about:
      'A tag matches whole: cat does not find cathedral. Tags have underscores where people read spaces; the search field completes them as you type.',
    rows: [
      [['1girl'], 'Posts with this tag.'],
      [['landscape night'], 'Both tags. A space means “and”.'],
      [['landscape -night'], 'The first tag, without the second.'],
      [['~cat ~dog'], 'At least one of the tags marked with ~.'],
      [
        ['cat or dog', 'sky and sea'],
        'The same in words. “or” binds weakest, then “and”, then the space.',
      ],
      [['(cat or dog) -night'], 'Brackets group.'],
      [['*cat*', 'blue_*'], '* stands for any characters, also none.'],
      [
        ['"-_-"', '"or"'],
        'Quotes take a tag as it stands: one that begins with - or ~, or that is a word of this language.',
      ],
      [
        ['artist:*', 'character:a*'],
        'A category before a tag: only where the tag is of that category.',
      ],
    ],
  },
  {
    title: 'Facts',
    rows: [
      [
        ['rating:g', 'rating:s,q', 'rating:none'],
        'General, sensitive, questionable, explicit; in letters or full words.',
      ],
      [
        ['filetype:gif', 'filetype:png,webp'],
        'jpg, png, gif, webp or avif, by content rather than by name.',
      ],
      [
        ['is:animated', 'is:fav', 'is:untagged'],
        'Moving pictures; your favourites; posts without a tag.',
      ],
      [
        ['source:danbooru', 'source:tagger', 'source:none'],
        'Who told the tags: a site, a tag file, a model; or nobody.',
      ],
      [['metadata:found', 'metadata:missing'], 'Whether any source knew the picture.'],
      [['id:1', 'id:>5', 'id:5..10', 'id:1,3,5..7'], 'By number: one, a range, or a list of them.'],
    ],
  },
  {
    title: 'Order and amount',
    about: 'These stand for the whole query, once.',
    rows: [
      [['order:new', 'order:old'], 'Newest first (as without it), or oldest first.'],
      [['landscape limit:5'], 'Five posts at most.'],
    ],
  },
];

/** The texts of the help page: the search language of this version, and the keys. */
export const helpTexts = {
  title: 'Help',
  intro:
    'Type tags into the search field, with a space between them. Everything below can be combined; each example is a link.',
  sections,
  categories: 'Categories',
  keys: 'Keys',
  keyRows: [
    [
      ['?'],
      'All keys: to be changed, taken from Danbooru, or switched off. Your settings are there too.',
    ],
    [['/', 'q'], 'To the search field.'],
    [['↓', '↑'], 'In the search field: through the tags it offers.'],
    [['Enter', 'Tab'], 'Take the marked tag. With none marked, Enter searches.'],
    [['Esc'], 'Close the list, the viewer, the slideshow.'],
    [
      ['a', 'd'],
      'The previous and the next post, in the search that led to it; the newer and the older page.',
    ],
    [
      ['←', '→', '↑', '↓'],
      'In the gallery, from tile to tile. On a post, to its neighbours. Also h, l, k, j.',
    ],
    [['Space'], 'Look at a picture closely; on a post, hold what moves.'],
    [['z', 'f'], 'On a post: the size of the picture; full screen.'],
    [['o', 'p', 'c'], 'On a post: the original, the parent, the first child.'],
    [['u', 'x'], 'Back to the results or to the top; show what is blurred.'],
    [['y', 'r', 's'], 'Slideshow of the results; any post; posts similar to this one.'],
    [['t'], 'Theme: system, light, dark.'],
  ] as readonly (readonly [keys: readonly string[], meaning: string])[],
} as const;
