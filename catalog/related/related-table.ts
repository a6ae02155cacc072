import { compareTags, type TagCategory } from '../tag.ts';
import { type CommonBitmaps, makeBitmaps } from './common-bitmaps.ts';
import {
  isNamedCategory,
  type NamedCategory,
  namedCategories,
  type RelatedFormula,
  sharedPoints,
  weightOf,
} from './formula.ts';
import { GrowingList } from './growing-list.ts';
import { type Incidence, incidenceOf, sharedArray } from './incidence.ts';

/** A tag as the formula sees it; others than named and general ones do not count. */
export interface RelatedTerm {
  readonly id: number;
  readonly name: string;
  readonly category: TagCategory | undefined;
}

/** A post's terms, by id, in any order; ids that are no RelatedTerm are passed over. */
export interface RelatedPost {
  readonly number: number;
  readonly terms: Uint32Array;
}

/**
 * Posts and tags as the search for related ones reads them. A post is its place here: those of one series and character
 * are side by side, by size. A tag is its place among the named or the general ones.
 */
export interface RelatedTable {
  /** Place → number. */
  readonly numbers: Uint32Array;
  /** By category as in the reason, then by name: the first shared one is the reason. */
  readonly named: Incidence;
  /** Place → id. */
  readonly namedIds: Uint32Array;
  readonly namedKinds: readonly NamedCategory[];
  /** Place → points. */
  readonly points: Uint32Array;
  /** The rarest first. */
  readonly general: Incidence;
  /** Place → weight. */
  readonly weights: Uint32Array;
  /** Post → the weights of its general tags, added up. */
  readonly sizes: Uint32Array;
  /** Post → the first and the last place + 1 of those of the same commonest copyright: most of what is like it is there. */
  readonly runs: { readonly from: Uint32Array; readonly to: Uint32Array };
  /** 32 posts → the least of their sizes. */
  readonly leastSizes: Uint32Array;
  readonly bitmaps: CommonBitmaps;
}

/** The commonest tags have a bitmap each: their lists would be nearly all of the work. */
const defaultBitmaps = 1024;

/** `posts`: in any order, each number once. */
export function makeRelatedTable(
  posts: Iterable<RelatedPost>,
  terms: readonly RelatedTerm[],
  formula: RelatedFormula,
  mostBitmaps = defaultBitmaps,
): RelatedTable {
  const highestId = terms.reduce((highest, { id }) => Math.max(highest, id), 0);
  const kinds = new Uint8Array(highestId + 1);
  for (const { id, category } of terms) kinds[id] = kindOf(category);
  const gathered = gather(posts, kinds);

  const counts = new Uint32Array(highestId + 1);
  for (const id of gathered.general.ids) counts[id] = (counts[id] ?? 0) + 1;
  const generalIds = Uint32Array.from(terms, ({ id }) => id)
    .filter((id) => (counts[id] ?? 0) > 0)
    .sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0) || a - b);
  renumber(gathered.general.ids, generalIds, highestId);
  const weights = sharedFrom(
    [...generalIds].map((id) => weightOf(formula, counts[id] ?? 0, gathered.numbers.length)),
  );

  const namedTerms = terms
    .filter(({ category }) => isNamedCategory(category))
    .toSorted((a, b) => placeOf(a) - placeOf(b) || compareTags(a.name, b.name));
  const namedKinds = namedTerms.map(({ category }) => category).filter(isNamedCategory);
  const namedIds = sharedFrom(namedTerms.map(({ id }) => id));
  renumber(gathered.named.ids, namedIds, highestId);

  const sizes = sizesOf(gathered.general, weights);
  const homes = homesOf(gathered.named, namedKinds);
  const order = orderOf(gathered.numbers, homes, sizes);
  const general = incidenceOf(...inOrder(gathered.general, order), generalIds.length);
  const named = incidenceOf(...inOrder(gathered.named, order), namedIds.length);
  const orderedSizes = sharedFrom([...order].map((post) => sizes[post] ?? 0));
  return {
    numbers: sharedFrom([...order].map((post) => gathered.numbers[post] ?? 0)),
    named,
    namedIds,
    namedKinds,
    points: sharedFrom(namedKinds.map((kind) => sharedPoints[kind])),
    general,
    weights,
    sizes: orderedSizes,
    runs: runsOf(order, homes, namedKinds.length + 1),
    leastSizes: leastSizesOf(orderedSizes),
    bitmaps: makeBitmaps(general, weights, order.length, mostBitmaps),
  };
}

function sizesOf({ from, ids }: Gathered, weights: Uint32Array): Uint32Array {
  const sizes = new Uint32Array(from.length - 1);
  for (let post = 0; post < sizes.length; post++) {
    const to = from[post + 1] ?? 0;
    let size = 0;
    for (let at = from[post] ?? 0; at < to; at++) size += weights[ids[at] ?? 0] ?? 0;
    sizes[post] = size;
  }
  return sizes;
}

/** Post → its commonest copyright and its commonest character, as one number: who has the same are neighbours. */
function homesOf({ from, ids }: Gathered, kinds: readonly NamedCategory[]): Float64Array {
  const counts = new Uint32Array(kinds.length);
  for (const term of ids) counts[term] = (counts[term] ?? 0) + 1;
  const homes = new Float64Array(from.length - 1);
  for (let post = 0; post < homes.length; post++) {
    const commonest = { copyright: -1, character: -1 };
    for (const term of ids.subarray(from[post], from[post + 1])) {
      const kind = kinds[term];
      if (kind !== 'copyright' && kind !== 'character') continue;
      if ((counts[term] ?? 0) > (counts[commonest[kind]] ?? 0)) commonest[kind] = term;
    }
    homes[post] = (commonest.copyright + 1) * (kinds.length + 1) + commonest.character + 1;
  }
  return homes;
}

function orderOf(numbers: Uint32Array, homes: Float64Array, sizes: Uint32Array): Uint32Array {
  return Uint32Array.from(numbers.keys()).sort(
    (a, b) =>
      (homes[a] ?? 0) - (homes[b] ?? 0) ||
      (sizes[a] ?? 0) - (sizes[b] ?? 0) ||
      (numbers[b] ?? 0) - (numbers[a] ?? 0),
  );
}

/** `characters`: what a home's number is a copyright times, see `homesOf`. */
function runsOf(
  order: Uint32Array,
  homes: Float64Array,
  characters: number,
): { readonly from: Uint32Array; readonly to: Uint32Array } {
  const from = sharedArray(order.length);
  const to = sharedArray(order.length);
  const seriesOf = (place: number): number =>
    Math.floor((homes[order[place] ?? 0] ?? 0) / characters);
  for (let begin = 0; begin < order.length; ) {
    let end = begin + 1;
    while (end < order.length && seriesOf(end) === seriesOf(begin)) end += 1;
    from.fill(begin, begin, end);
    to.fill(end, begin, end);
    begin = end;
  }
  return { from, to };
}

function leastSizesOf(sizes: Uint32Array): Uint32Array {
  const least = sharedArray(Math.ceil(sizes.length / 32));
  for (let word = 0; word < least.length; word++) {
    least[word] = sizes
      .subarray(word * 32, word * 32 + 32)
      .reduce((smallest, size) => Math.min(smallest, size));
  }
  return least;
}

function inOrder({ from, ids }: Gathered, order: Uint32Array): [Uint32Array, Uint32Array] {
  const orderedFrom = sharedArray(from.length);
  const orderedIds = sharedArray(ids.length);
  let at = 0;
  order.forEach((post, place) => {
    const own = ids.subarray(from[post], from[post + 1]);
    orderedIds.set(own, at);
    at += own.length;
    orderedFrom[place + 1] = at;
  });
  return [orderedFrom, orderedIds];
}

const kindsOfTerm = { none: 0, named: 1, general: 2 } as const;

function kindOf(category: TagCategory | undefined): number {
  if (isNamedCategory(category)) return kindsOfTerm.named;
  return category === 'general' ? kindsOfTerm.general : kindsOfTerm.none;
}

function placeOf({ category }: RelatedTerm): number {
  return isNamedCategory(category) ? namedCategories.indexOf(category) : -1;
}

/** Terms of one kind, post after post. */
interface Gathered {
  readonly from: Uint32Array;
  readonly ids: Uint32Array;
}

function gather(
  posts: Iterable<RelatedPost>,
  kinds: Uint8Array,
): { numbers: Uint32Array; named: Gathered; general: Gathered } {
  const numbers = new GrowingList();
  const named = { from: new GrowingList(), ids: new GrowingList() };
  const general = { from: new GrowingList(), ids: new GrowingList() };
  for (const { number, terms } of posts) {
    numbers.push(number);
    named.from.push(named.ids.length);
    general.from.push(general.ids.length);
    for (let at = 0; at < terms.length; at++) {
      const id = terms[at] ?? 0;
      const kind = kinds[id];
      if (kind === kindsOfTerm.named) named.ids.push(id);
      else if (kind === kindsOfTerm.general) general.ids.push(id);
    }
  }
  named.from.push(named.ids.length);
  general.from.push(general.ids.length);
  const finish = (list: { from: GrowingList; ids: GrowingList }): Gathered => ({
    from: list.from.finish(),
    ids: list.ids.finish(),
  });
  return { numbers: numbers.finish(), named: finish(named), general: finish(general) };
}

/** Puts each id's place in `order` in its place. */
function renumber(ids: Uint32Array, order: Uint32Array, highestId: number): void {
  const places = new Uint32Array(highestId + 1);
  order.forEach((id, place) => {
    places[id] = place;
  });
  for (let at = 0; at < ids.length; at++) ids[at] = places[ids[at] ?? 0] ?? 0;
}

function sharedFrom(values: readonly number[]): Uint32Array {
  const array = sharedArray(values.length);
  array.set(values);
  return array;
}
