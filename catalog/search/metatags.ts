import { ratingLetter, ratings } from '../rating.ts';
import { isTagCategory, normaliseTag, type TagCategory } from '../tag.ts';
import { type NumberRange, type Order, QueryError, type QueryNode } from './query.ts';
import { systemValues, unheldMetatags } from './system-terms.ts';

/** A metatag that says how to answer rather than what to find. */
export type Directive =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'limit'; readonly limit: number };

const orders: ReadonlyMap<string, Order> = new Map([
  ['new', 'new'],
  ['id_desc', 'new'],
  ['old', 'old'],
  ['id', 'old'],
  ['id_asc', 'old'],
]);

/**
 * Reads `name:value` where the name is a metatag or a category; `undefined` where the word is a tag
 * (`honkai:_star_rail`, `:d`). `isQuoted`: a `*` is a character. Throws a QueryError on a value that the metatag cannot
 * have.
 */
export function readMetatag(
  word: string,
  at: number,
  isQuoted: boolean,
): QueryNode | Directive | undefined {
  const [, rawName, value = ''] = /^([a-zA-Z_0-9]+):(.*)$/su.exec(word) ?? [];
  const name = rawName?.toLowerCase();
  if (name === undefined) return undefined;
  if (isTagCategory(name)) return readCategoryTag(name, value, at, isQuoted);
  if (name === 'id') return { kind: 'numbers', ranges: readRanges(name, value, at), at };
  if (name === 'similar') return { kind: 'similar', number: readCount(name, value, at), at };
  if (name === 'order') return { kind: 'order', order: readOrder(value, at) };
  if (name === 'limit') return { kind: 'limit', limit: readCount(name, value, at) };
  if (systemValues.has(name)) return readSystem(name, value, at);
  if (unheldMetatags.has(name)) {
    throw new QueryError(`${name}: cannot be searched in this version`, at);
  }
  return undefined;
}

function readCategoryTag(
  category: TagCategory,
  value: string,
  at: number,
  isQuoted: boolean,
): QueryNode {
  const name = normaliseTag(value);
  if (name === '') throw new QueryError(`${category}: wants a tag after it`, at);
  return !isQuoted && name.includes('*')
    ? { kind: 'wildcard', pattern: name, category, at }
    : { kind: 'tag', name, category, at };
}

function readOrder(value: string, at: number): Order {
  const order = orders.get(value.toLowerCase());
  if (order) return order;
  throw new QueryError(`order: wants ${[...orders.keys()].join(', ')}; got "${value}"`, at);
}

function readCount(name: string, value: string, at: number): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new QueryError(`${name}: wants a whole number, got "${value}"`, at);
}

function readSystem(name: string, value: string, at: number): QueryNode {
  const allowed = systemValues.get(name);
  if (name === 'source' && /[/*]|^https?/i.test(value)) {
    throw new QueryError('source: cannot be searched by address in this version', at);
  }
  const names = value.split(',').map((part) => {
    const wish = name === 'rating' ? fullRating(part.toLowerCase()) : part.toLowerCase();
    if (wish === '' || (allowed && !allowed.includes(wish))) {
      const wanted = allowed ? allowed.join(', ') : 'a name';
      throw new QueryError(`${name}: wants ${wanted}; got "${part}"`, at);
    }
    return ` ${name}:${wish}`;
  });
  return { kind: 'system', names, at };
}

function fullRating(value: string): string {
  return ratings.find((rating) => ratingLetter(rating) === value) ?? value;
}

/** `5`, `>5`, `>=5`, `<5`, `<=5`, `5..10`, `5..`, `..10`, `5...10` (without the 10), and lists of them. */
function readRanges(name: string, value: string, at: number): readonly NumberRange[] {
  return value.split(',').map((part) => {
    const range = readRange(part);
    if (range) return range;
    throw new QueryError(`${name}: wants a number or a range, got "${part}"`, at);
  });
}

const endless = Number.MAX_SAFE_INTEGER;

function readRange(part: string): NumberRange | undefined {
  const [, sign, single] = /^(>=?|<=?)?(\d{1,15})$/.exec(part) ?? [];
  if (single !== undefined) {
    const number = Number(single);
    if (sign === '>') return { from: number + 1, to: endless };
    if (sign === '>=') return { from: number, to: endless };
    if (sign === '<') return { from: 0, to: number - 1 };
    return { from: sign === '<=' ? 0 : number, to: number };
  }
  const [, from = '', dots, to = ''] = /^(\d{0,15})(\.{2,3})(\d{0,15})$/.exec(part) ?? [];
  if (dots === undefined || from + to === '') return undefined;
  const last = to === '' ? endless : Number(to) - (dots === '...' ? 1 : 0);
  return { from: from === '' ? 0 : Number(from), to: last };
}
