import { type Bitmap, countBits, emptyBitmap, placesOf, setBit } from '../index/posting-list.ts';
import { countOf, type Term } from '../index/vocabulary.ts';
import type { IndexSource } from './index-source.ts';
import { type NumberRange, type Query, QueryError, type QueryNode } from './query.ts';
import { allPosts } from './system-terms.ts';

/** One segment's part of an answer, in the query's order. */
export interface SegmentAnswer {
  readonly segment: number;
  readonly numbers: readonly number[];
}

/** How many posts a word of the query has by itself. */
export interface TermCount {
  readonly text: string;
  readonly count: number;
}

/** A query with its terms looked up, ready to be asked of any segment. */
export interface PreparedQuery {
  readonly query: Query;
  readonly terms: readonly TermCount[];
  readonly plan: Plan;
}

/** The query's tree with terms in place of names; `weight` is an upper bound of its count, for the order of work. */
type Plan =
  | { readonly kind: 'terms'; readonly terms: readonly Term[]; readonly weight: number }
  | { readonly kind: 'numbers'; readonly ranges: readonly NumberRange[]; readonly weight: number }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Plan[]; readonly weight: number }
  | { readonly kind: 'not'; readonly part: Plan; readonly weight: number };

/** Looks the query's words up. Only their vocabulary is read; no posting list yet. */
export async function prepareQuery(query: Query, source: IndexSource): Promise<PreparedQuery> {
  // In the query's order: each takes its place before anything is waited for.
  const terms: TermCount[] = [];
  const everything = await source.term(allPosts);
  const planner = async (node: QueryNode): Promise<Plan> => {
    switch (node.kind) {
      case 'all':
        return termsPlan(everything ? [everything] : []);
      case 'tag': {
        const place = terms.push({ text: node.name, count: 0 }) - 1;
        const term = await source.term(node.name);
        const found = [term].filter((item) => item !== undefined).filter(inCategory(node.category));
        terms[place] = { text: node.name, count: sum(found) };
        return termsPlan(found);
      }
      case 'wildcard': {
        const place = terms.push({ text: node.pattern, count: 0 }) - 1;
        const found = (await source.matching(node.pattern)).filter(inCategory(node.category));
        terms[place] = { text: node.pattern, count: sum(found) };
        return termsPlan(found);
      }
      case 'system': {
        const found = await Promise.all(node.names.map((name) => source.term(name)));
        return termsPlan(found.filter((term) => term !== undefined));
      }
      case 'numbers':
        return {
          kind: 'numbers',
          ranges: node.ranges,
          weight: spanOf(node.ranges, source.highest),
        };
      case 'similar': {
        if (!source.similar) throw new QueryError('similar: is not in this index', node.at);
        const near = [...(await source.similar(node.number)).keys()];
        const ranges = near.map((number) => ({ from: number, to: number }));
        return { kind: 'numbers', ranges, weight: near.length };
      }
      case 'not':
        return { kind: 'not', part: await planner(node.part), weight: source.highest };
      case 'and': {
        const parts = await Promise.all(node.parts.map(planner));
        const sorted = parts.toSorted((a, b) => a.weight - b.weight);
        return { kind: 'and', parts: sorted, weight: sorted[0]?.weight ?? 0 };
      }
      case 'or': {
        const parts = await Promise.all(node.parts.map(planner));
        return { kind: 'or', parts, weight: parts.reduce((all, { weight }) => all + weight, 0) };
      }
      default:
        return node satisfies never;
    }
  };
  const wish = await planner(query.node);
  const all = termsPlan(everything ? [everything] : []);
  const plan: Plan =
    wish.kind === 'terms' ? wish : { kind: 'and', parts: [wish, all], weight: wish.weight };
  return { query, terms, plan };
}

/** How many numbers some ranges hold, at most. */
function spanOf(ranges: readonly NumberRange[], highest: number): number {
  const span = ranges.reduce((all, { from, to }) => all + Math.max(0, to - from + 1), 0);
  return Math.min(span, highest);
}

function inCategory(category: string | undefined): (term: Term) => boolean {
  return (term) =>
    term.category !== undefined && (category === undefined || term.category === category);
}

function termsPlan(terms: readonly Term[]): Plan {
  return { kind: 'terms', terms, weight: sum(terms) };
}

function sum(terms: readonly Term[]): number {
  return terms.reduce((all, term) => all + countOf(term), 0);
}

/**
 * The numbers that match, a segment at a time, in the query's order (`order:new`: highest first). Loads only lists
 * of the query's own terms, the rarest first, and none of a segment that a rarer one has emptied.
 */
export async function* answerQuery(
  prepared: PreparedQuery,
  source: IndexSource,
): AsyncGenerator<SegmentAnswer> {
  const segments = Math.ceil(source.highest / source.segmentSize);
  for (let step = 0; step < segments; step++) {
    const segment = prepared.query.order === 'old' ? step : segments - 1 - step;
    const bitmap = await evaluate(prepared.plan, segment, source);
    if (!bitmap) continue;
    const base = segment * source.segmentSize + 1;
    const numbers = placesOf(bitmap).map((place) => base + place);
    yield { segment, numbers: prepared.query.order === 'old' ? numbers : numbers.reverse() };
  }
}

/** The exact number of matches. */
export async function countQuery(prepared: PreparedQuery, source: IndexSource): Promise<number> {
  const segments = Math.ceil(source.highest / source.segmentSize);
  let count = 0;
  for (let segment = 0; segment < segments; segment++) {
    const bitmap = await evaluate(prepared.plan, segment, source);
    if (bitmap) count += countBits(bitmap);
  }
  return Math.min(count, prepared.query.limit ?? count);
}

/** `undefined` stands for the empty set. */
async function evaluate(
  plan: Plan,
  segment: number,
  source: IndexSource,
): Promise<Bitmap | undefined> {
  switch (plan.kind) {
    case 'terms':
      return unite(plan.terms, segment, source);
    case 'numbers':
      return bitsOfRanges(plan.ranges, segment, source.segmentSize);
    case 'not': {
      const bitmap = await evaluate(plan.part, segment, source);
      return (bitmap ?? emptyBitmap(source.segmentSize)).map((word) => ~word);
    }
    case 'or': {
      let union: Bitmap | undefined;
      for (const part of plan.parts) {
        const bitmap = await evaluate(part, segment, source);
        if (bitmap) union = union ? union.map((word, at) => word | (bitmap[at] ?? 0)) : bitmap;
      }
      return union;
    }
    case 'and': {
      let both: Bitmap | undefined;
      for (const part of plan.parts) {
        const bitmap = await evaluate(part, segment, source);
        if (!bitmap) return undefined;
        both = both ? both.map((word, at) => word & (bitmap[at] ?? 0)) : bitmap;
        if (both.every((word) => word === 0)) return undefined;
      }
      return both;
    }
    default:
      return plan satisfies never;
  }
}

async function unite(
  terms: readonly Term[],
  segment: number,
  source: IndexSource,
): Promise<Bitmap | undefined> {
  const present = terms.filter((term) => term.segments.some((part) => part.segment === segment));
  if (present.length === 0) return undefined;
  const union = emptyBitmap(source.segmentSize);
  for (const term of present) {
    const bitmap = await source.postings(term, segment);
    for (let at = 0; at < union.length; at++) union[at] = (union[at] ?? 0) | (bitmap[at] ?? 0);
  }
  return union;
}

function bitsOfRanges(
  ranges: readonly NumberRange[],
  segment: number,
  segmentSize: number,
): Bitmap | undefined {
  const base = segment * segmentSize + 1;
  const bitmap = emptyBitmap(segmentSize);
  let isEmpty = true;
  for (const { from, to } of ranges) {
    const first = Math.max(from, base) - base;
    const last = Math.min(to, base + segmentSize - 1) - base;
    for (let place = first; place <= last; place++) setBit(bitmap, place);
    isEmpty &&= last < first;
  }
  return isEmpty ? undefined : bitmap;
}
