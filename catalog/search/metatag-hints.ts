import { hasWishes, isWishes, metatagNames } from './metatags.ts';
import { orderWishes } from './orders.ts';
import { sitesWithIds } from './quantities.ts';
import { systemValues } from './system-terms.ts';

/** Those that are asked for most; the others follow in the order in which they are known. */
const firstNames: readonly string[] = [
  'order',
  'rating',
  'is',
  'has',
  'source',
  'metadata',
  'filetype',
  'parent',
  'child',
  'artist',
  'character',
  'copyright',
  'age',
  'date',
];
const firstOrders: readonly string[] = [
  'new',
  'old',
  'score',
  'favcount',
  'mpixels',
  'filesize',
  'tagcount',
  'landscape',
  'portrait',
  'random',
];

const usualSites = sitesWithIds.slice(0, 4);
const otherSites = sitesWithIds.slice(4);
const anyOrNone: readonly string[] = ['any', 'none'];

/** The values of each metatag that are worth proposing, in the order in which they are. */
const valuesOf: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...systemValues,
  ...['parent', 'child', 'score', 'favcount', 'created', ...sitesWithIds].map(
    (name) => [name, anyOrNone] as const,
  ),
  ['order', [...new Set([...firstOrders, ...orderWishes])]],
  ['is', isWishes],
  ['has', hasWishes],
  ['source', [...usualSites, 'tagfile', 'tagger', 'edits', 'http', 'none', ...otherSites]],
  ['age', ['<1d', '<1w', '<1mo', '<1y']],
  ['ratio', ['1:1', '4:3', '3:4', '16:9', '9:16']],
]);

/** Metatags that take a list of their values. */
const lists: ReadonlySet<string> = new Set([...systemValues.keys(), 'source']);

/** Values that stand alone. */
const aloneIn = new Map([['source', ['http']]]);

/**
 * The metatags, or the values of one, that begin as a word does: `ra` → `rating:`, `rating:g` → `rating:general`,
 * `rating:g,s` → `rating:g,sensitive`.
 */
export function hintsFor(word: string): readonly string[] {
  const typed = word.toLowerCase();
  const colon = typed.indexOf(':');
  if (colon < 0) {
    const names = [...new Set([...firstNames, ...metatagNames])];
    return typed === ''
      ? []
      : names.filter((name) => name.startsWith(typed)).map((name) => `${name}:`);
  }
  const name = typed.slice(0, colon);
  const head = typed.slice(0, (lists.has(name) ? typed.lastIndexOf(',') : -1) + 1);
  const alone = head === '' ? [] : (aloneIn.get(name) ?? []);
  const known = head.slice(colon + 1).split(',');
  const isKnown = (value: string): boolean =>
    known.includes(value) || (name === 'rating' && known.includes(value.charAt(0)));
  return (valuesOf.get(name) ?? [])
    .filter((value) => !alone.includes(value) && !isKnown(value))
    .map((value) => `${head === '' ? `${name}:` : head}${value}`)
    .filter((hint) => hint.startsWith(typed));
}
