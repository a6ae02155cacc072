import { ratings } from '../rating.ts';
import { tagCategories } from '../tag.ts';

/** The sites whose posts have ids that can be searched. */
const sites = ['danbooru', 'e621', 'gelbooru', 'yandere'];
const formats = ['jpg', 'png', 'gif', 'webp', 'avif'];

/** Orders that can also be turned round by `_asc`. */
const orders = [
  'new',
  'old',
  'score',
  'favcount',
  'mpixels',
  'filesize',
  'tagcount',
  'landscape',
  'portrait',
  'ratio',
  'random:1',
];

const ranges = [
  'id',
  'width',
  'height',
  'mpixels',
  'ratio',
  'filesize',
  'frames',
  'score',
  'favcount',
  'tagcount',
  'gentags',
  'arttags',
  'chartags',
  'copytags',
  'metatags',
];

/** Every metatag, in the order in which it is proposed, with the values worth proposing. */
const metatagHints: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['order', orders],
  ['rating', [...ratings, 'none']],
  ['is', ['fav', 'untagged', 'parent', 'child', 'animated', ...ratings, ...formats]],
  ['has', ['parent', 'children', 'source', 'tagger', 'edits']],
  ['source', [...sites, 'tagfile', 'tagger', 'edits', 'http', 'none']],
  ['metadata', ['found', 'missing']],
  ['filetype', formats],
  ['parent', ['any', 'none']],
  ['child', ['any', 'none']],
  ['age', ['<1d', '<1w', '<1mo', '<1y']],
  ['date', []],
  ['created', []],
  ...ranges.map((name): readonly [string, readonly string[]] => [name, []]),
  ['filename', []],
  ['folder', []],
  ['md5', []],
  ...sites.map((name): readonly [string, readonly string[]] => [name, []]),
  ['similar', []],
  ['random', []],
  ['limit', []],
  ...tagCategories.map((name): readonly [string, readonly string[]] => [name, []]),
]);

/** The metatags, or the values of one, that begin as a word does: `ra` → `rating:`, `rating:g` → `rating:general`. */
export function hintsFor(word: string): readonly string[] {
  const typed = word.toLowerCase();
  const colon = typed.indexOf(':');
  if (colon < 0) {
    const names = [...metatagHints.keys()].filter((name) => name.startsWith(typed));
    return typed === '' ? [] : names.map((name) => `${name}:`);
  }
  const name = typed.slice(0, colon);
  const values = metatagHints.get(name) ?? [];
  return values.map((value) => `${name}:${value}`).filter((hint) => hint.startsWith(typed));
}
