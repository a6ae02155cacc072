import { lookupOfIds, lookupOfMd5 } from '../index/lookup.ts';
import { ratingLetter, ratings } from '../rating.ts';
import { isTagCategory, normaliseTag, type TagCategory, tagCategories } from '../tag.ts';
import { quantities, sitesWithIds } from './quantities.ts';
import { endless, type Fact, QueryError, type QueryLeaf } from './query.ts';
import { readRanges } from './ranges.ts';
import { systemValues } from './system-terms.ts';
import { counts } from './units.ts';

/** `name:value`, as it stands in a query. */
export interface MetatagWord {
  readonly name: string;
  readonly value: string;
  readonly at: number;
  /** Some of the value was in quotes: its `*` are characters. */
  readonly isQuoted: boolean;
}

type ReadFact = (word: MetatagWord) => Fact;

const facts: ReadonlyMap<string, ReadFact> = new Map<string, ReadFact>([
  ...[...quantities.keys()].map((name): [string, ReadFact] => [name, readQuantity]),
  ...[...systemValues.keys()].map((name): [string, ReadFact] => [name, readSystem]),
  ...sitesWithIds.map((site): [string, ReadFact] => [site, readSiteId]),
  ['id', (word) => ({ kind: 'numbers', ranges: readNumbers(word) })],
  ['md5', readMd5],
  ['parent', readParent],
  ['child', readChild],
  ['source', readSource],
  ['filename', (word) => readText(word, 'path')],
  ['folder', (word) => readText(word, 'folder')],
  ['is', readIs],
  ['has', readHas],
  ['similar', (word) => ({ kind: 'similar', number: readCount(word) })],
]);

/** Every name that makes a word a metatag, for proposals. */
export const metatagNames: readonly string[] = [
  ...new Set([...facts.keys(), 'order', 'limit', 'random', ...tagCategories]),
].filter((name) => name !== 'children');

/**
 * Reads a metatag or a tag of a category; `undefined` where the name is neither, so that the word is a tag
 * (`honkai:_star_rail`, `:d`). Throws a QueryError on a value that the metatag cannot have.
 */
export function readMetatag(word: MetatagWord, raw: string): QueryLeaf | undefined {
  if (isTagCategory(word.name)) return readCategoryTag(word.name, word);
  const read = word.name === 'children' ? undefined : facts.get(word.name);
  return read && { ...read(word), at: word.at, raw };
}

function readCategoryTag(category: TagCategory, { value, at, isQuoted }: MetatagWord): QueryLeaf {
  const name = normaliseTag(value);
  if (name === '') throw new QueryError(`${category}: wants a tag after it`, at);
  return !isQuoted && name.includes('*')
    ? { kind: 'wildcard', pattern: name, category, at }
    : { kind: 'tag', name, category, at };
}

/** A whole number of at most nine digits. */
export function readCount({ name, value, at }: MetatagWord): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new QueryError(`${name}: wants a whole number, got "${value}"`, at);
}

function readNumbers({ name, value, at }: MetatagWord) {
  const { ranges, withNone } = readRanges(name, value, at, counts);
  if (withNone) throw new QueryError(`${name}: wants a number or a range, got "none"`, at);
  return ranges;
}

function readQuantity({ name, value, at }: MetatagWord): Fact {
  const unit = quantities.get(name)?.unit ?? counts;
  return { kind: 'quantity', quantity: name, ...readRanges(name, value, at, unit) };
}

function anyOf(quantity: string): Fact {
  return { kind: 'quantity', quantity, ranges: [{ from: -endless, to: endless }], withNone: false };
}

/** An id, or a list of them, is looked up; only ranges need the column. */
function readSiteId(word: MetatagWord): Fact {
  if (!/^\d{1,15}(,\d{1,15})*$/.test(word.value)) return readQuantity(word);
  const keys = word.value.split(',').map((id) => String(Number(id)));
  return { kind: 'lookup', table: lookupOfIds(word.name), keys };
}

function readMd5({ name, value, at }: MetatagWord): Fact {
  const keys = value.toLowerCase().split(',');
  const wrong = keys.find((key) => !/^[0-9a-f]{32}$/.test(key));
  if (wrong === undefined) return { kind: 'lookup', table: lookupOfMd5, keys };
  throw new QueryError(`${name}: wants 32 hex digits, got "${wrong}"`, at);
}

function readParent(word: MetatagWord): Fact {
  const ofSite = readRelatives(word, 'parent');
  if (ofSite) return ofSite;
  const { name, value, at } = word;
  const unit = { ...counts, wish: 'a number, danbooru:123, any, none' };
  return { kind: 'quantity', quantity: name, ...readRanges(name, value, at, unit) };
}

function readChild(word: MetatagWord): Fact {
  const { name, value, at } = word;
  const wish = value.toLowerCase();
  if (wish === 'any') return anyOf('children');
  if (wish === 'none')
    return { kind: 'quantity', quantity: 'children', ranges: [], withNone: true };
  if (/^\d{1,15}(,\d{1,15})*$/.test(value)) {
    return {
      kind: 'relatives',
      relation: 'child',
      site: undefined,
      ids: value.split(',').map(Number),
    };
  }
  const ofSite = readRelatives(word, 'child');
  if (ofSite) return ofSite;
  throw new QueryError(`${name}: wants a number, danbooru:123, any or none; got "${value}"`, at);
}

/** `danbooru:123`. */
function readRelatives({ value }: MetatagWord, relation: 'parent' | 'child'): Fact | undefined {
  const [, site, ids = ''] = /^([a-z0-9]+):(\d{1,15}(?:,\d{1,15})*)$/i.exec(value) ?? [];
  if (site === undefined || !sitesWithIds.includes(site.toLowerCase())) return undefined;
  return { kind: 'relatives', relation, site: site.toLowerCase(), ids: ids.split(',').map(Number) };
}

/** The name of a source, several, or an address: what begins with `http`, or has a slash, a dot or a star. */
function readSource(word: MetatagWord): Fact {
  const { value, at, isQuoted } = word;
  if (value === '') throw new QueryError('source: wants a name or an address', at);
  const isAddress = /[/.]|^https?$|^https?:/i.test(value) || (!isQuoted && value.includes('*'));
  if (isAddress) return readText(word, 'address');
  const names = value.toLowerCase().split(',');
  if (names.includes('')) throw new QueryError('source: wants a name or an address, got ""', at);
  return names.length === 1
    ? { kind: 'source', name: value.toLowerCase() }
    : { kind: 'system', names: names.map((name) => ` source:${name}`) };
}

function readText(word: MetatagWord, part: 'path' | 'folder' | 'address'): Fact {
  const pattern = word.value.normalize('NFC').toLowerCase();
  if (pattern === '') throw new QueryError(`${word.name}: wants a part of a name`, word.at);
  const field = part === 'address' ? 'origins' : 'paths';
  return { kind: 'text', field, part, pattern, isLiteral: word.isQuoted };
}

function readSystem({ name, value, at }: MetatagWord): Fact {
  const allowed = systemValues.get(name) ?? [];
  const names = value
    .toLowerCase()
    .split(',')
    .map((part) => {
      const wish =
        name === 'rating' ? fullRating(part) : name === 'filetype' ? plainType(part) : part;
      if (allowed.includes(wish)) return ` ${name}:${wish}`;
      throw new QueryError(`${name}: wants ${allowed.join(', ')}; got "${part}"`, at);
    });
  return { kind: 'system', names };
}

function fullRating(value: string): string {
  return ratings.find((rating) => ratingLetter(rating) === value) ?? value;
}

function plainType(value: string): string {
  return value === 'jpeg' ? 'jpg' : value;
}

const isValues: readonly string[] = ['fav', 'untagged', 'animated'];
const fileTypes = systemValues.get('filetype') ?? [];

/** What may stand after `is:`: also what `rating:` and `filetype:` take. */
export const isWishes: readonly string[] = [
  ...isValues,
  'parent',
  'child',
  ...ratings,
  ...fileTypes,
];

function readIs(word: MetatagWord): Fact {
  const wish = word.value.toLowerCase();
  if (wish === 'child') return anyOf('parent');
  if (wish === 'parent') return anyOf('children');
  if (isValues.includes(wish)) return { kind: 'system', names: [` is:${wish}`] };
  const ratingWish = fullRating(wish);
  if (ratings.some((rating) => rating === ratingWish)) {
    return { kind: 'system', names: [` rating:${ratingWish}`] };
  }
  if (fileTypes.includes(plainType(wish))) {
    return { kind: 'system', names: [` filetype:${plainType(wish)}`] };
  }
  throw new QueryError(`is: wants ${isWishes.join(', ')}; got "${word.value}"`, word.at);
}

const hasValues: readonly string[] = ['source', 'tagger', 'edits'];

/** What may stand after `has:`. */
export const hasWishes: readonly string[] = ['parent', 'children', ...hasValues];

function readHas(word: MetatagWord): Fact {
  const wish = word.value.toLowerCase();
  if (wish === 'parent') return anyOf('parent');
  if (wish === 'children' || wish === 'child') return anyOf('children');
  if (hasValues.includes(wish)) return { kind: 'system', names: [` has:${wish}`] };
  throw new QueryError(`has: wants ${hasWishes.join(', ')}; got "${word.value}"`, word.at);
}
