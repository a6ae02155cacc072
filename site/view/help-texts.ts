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
        [
          'artist:*',
          'character:a*',
          'copyright:*',
          'species:fox',
          'general:cat',
          'meta:highres',
          'lore:*',
        ],
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
        ['is:animated', 'is:fav', 'is:untagged', 'is:explicit', 'is:png'],
        'Moving pictures; your favourites; posts without a tag; also a rating or a file type.',
      ],
      [
        ['source:danbooru', 'source:tagger', 'source:edits', 'source:none'],
        'Who told the tags: a site, a tag file, a model, you; or nobody.',
      ],
      [
        ['has:source', 'has:tagger', 'has:edits'],
        'Posts that say where they come from, that a model has looked at, that you changed.',
      ],
      [['metadata:found', 'metadata:missing'], 'Whether any source knew the picture.'],
    ],
  },
  {
    title: 'Numbers and dates',
    about:
      'All of these take one value, a range or a list of them, “any” and “none”. A size or an age alone means about so much.',
    rows: [
      [['id:1', 'id:>5', 'id:5..10', 'id:1,3,5..7'], 'The post’s number here.'],
      [['width:>=1920', 'height:..800', 'mpixels:>2'], 'Pixels, and millions of pixels.'],
      [['ratio:16:9', 'ratio:<1'], 'Width by height.'],
      [['filesize:>1mb', 'filesize:200kb..2mb'], 'The file’s size.'],
      [
        ['frames:>1', 'score:>=10', 'favcount:5..', 'score:none'],
        'Frames; the site’s score and favourites.',
      ],
      [
        ['tagcount:<10', 'gentags:>20', 'arttags:0', 'chartags:2..', 'copytags:1', 'metatags:>3'],
        'How many tags: all, general, artists, characters, copyrights, meta.',
      ],
      [
        ['date:2026-01-31', 'date:2026-01..2026-03', 'age:<2w'],
        'When it came into the collection, in UTC.',
      ],
      [['created:2024', 'created:<2020-06'], 'When it was posted on the site.'],
    ],
  },
  {
    title: 'Families, names and other sites',
    rows: [
      [
        ['is:parent', 'is:child', 'has:parent', 'has:children', 'parent:none', 'child:any'],
        'Posts with children, posts with a parent, or without.',
      ],
      [
        ['parent:5', 'child:7', 'parent:danbooru:1234'],
        'The children of a post, the parent of one; by its number here or on a site.',
      ],
      [
        ['danbooru:1234', 'e621:>1000', 'gelbooru:any', 'yandere:none'],
        'By the id that a site gave the picture. Also konachan:, safebooru: and rule34:.',
      ],
      [
        ['similar:1', 'similar:1 -night'],
        'Posts with tags of this one, the most alike first: those with the largest share of all their tags in common.',
      ],
      [
        ['md5:0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef'],
        'By the MD5 of the file. Alone it also finds files named after it.',
      ],
      [
        ['filename:summer', 'filename:"a b"', "filename:'a b'", 'folder:2024', 'photo.jpg'],
        'Part of a path or of a folder, in any case. A file’s name alone will do.',
      ],
      [
        ['source:http', 'source:pixiv.net/', 'source:*twitter*'],
        'Where the picture comes from: the beginning of an address, or a pattern.',
      ],
    ],
  },
  {
    title: 'Order and amount',
    about: 'These stand for the whole query, once.',
    rows: [
      [['order:new', 'order:old', 'order:id'], 'Newest first (as without it), or oldest first.'],
      [
        ['order:score', 'order:score_asc', 'order:favcount', 'order:tagcount', 'order:date'],
        'The highest first; with _asc the lowest. So do created, frames, width, height, ratio, gentags, arttags, chartags, copytags and metatags.',
      ],
      [
        ['order:mpixels', 'order:filesize', 'order:landscape', 'order:portrait'],
        'The largest, the heaviest, the widest, the tallest first.',
      ],
      [
        ['order:random:42', 'random:20:42'],
        'By chance, and twenty by chance; the same number draws the same again.',
      ],
      [['order:custom id:3,1,2'], 'As listed.'],
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
    [['z', 'f', 'i'], 'On a post: the size of the picture; full screen; what is known of it.'],
    [
      ['z', 'i', 's'],
      'In the gallery: the height of the rows; whether a tile says what it shows; to the tags beside it.',
    ],
    [['o', 'p', 'c'], 'On a post: the original, as Enter does, the parent, the first child.'],
    [['u', 'x'], 'Back to the results or to the top; show what is blurred.'],
    [['y', 'r', 's'], 'Slideshow of the results; any post; on a post, those similar to it.'],
    [
      ['g h', 'g t', 'g s'],
      'To the first pictures, all tags, the statistics: one key, then the other.',
    ],
    [
      ['e', 'b', 'Del'],
      'Where the site is at home: edit the tags, favourite, to the trash or back; on a post, or on a tile.',
    ],
    [['m', 'M'], 'In the gallery: select the tile; select all from the last one to it.'],
    [
      ['Ctrl+Enter', 'Ctrl+Z'],
      'In the editor: save; undo. After saving or deleting, Ctrl+Z takes it back.',
    ],
    [['t'], 'Theme: system, light, dark.'],
  ] as readonly (readonly [keys: readonly string[], meaning: string])[],
} as const;
