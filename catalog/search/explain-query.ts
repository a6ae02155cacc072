import { type Bitmap, countBits, emptyBitmap } from '../index/posting-list.ts';
import type { Term } from '../index/vocabulary.ts';
import { compareTags } from '../tag.ts';
import { intersect } from './bitmaps.ts';
import { editDistance } from './edit-distance.ts';
import { Evaluator } from './evaluate.ts';
import type { IndexSource } from './index-source.ts';
import { metatagNames } from './metatags.ts';
import { parseQuery, tagQuery } from './parse-query.ts';
import { andPlan, type Plan } from './plan.ts';
import type { PreparedLeaf, PreparedQuery } from './prepare-query.ts';
import { QueryError, type QueryLeaf } from './query.ts';
import { noRest, type Rest } from './rest.ts';
import { countPlan } from './search.ts';
import { writeDirectives, writeLeaf, writeNode } from './write-query.ts';

/** A word of a query, and how many posts it has by itself. */
export interface TermReport {
  /** As it reads best in a query. */
  readonly text: string;
  /** Where it stands in the query, in UTF-16 code units. */
  readonly at: number;
  readonly kind: 'tag' | 'wildcard' | 'metatag';
  /** The tag that it is another name of. */
  readonly standsFor: string | undefined;
  /** Exact, and of no post twice. */
  readonly count: number;
  /** For a tag that no post has: what may have been meant, as queries, the likeliest first. */
  readonly meant: readonly string[];
}

/** What a query finds without one of its parts. */
export interface Drop {
  readonly part: string;
  /** The query without it. */
  readonly query: string;
  /** Exact. */
  readonly count: number;
}

/** How a query was read, and what its parts have. */
export interface QueryReport {
  /** With every bracket that matters; `''` for all posts. */
  readonly reading: string;
  readonly terms: readonly TermReport[];
  /** Only where nothing was found: one for each part of which a match must have every one; the most promising first. */
  readonly drops: readonly Drop[];
}

/** Explains an answer of `total` posts. It costs no more than answering again; nothing is counted that is known. */
export async function explainQuery(
  prepared: PreparedQuery,
  source: IndexSource,
  total: number,
  rest: Rest = noRest,
): Promise<QueryReport> {
  const { query, leaves } = prepared;
  const written = leaves.filter(({ leaf }) => leaf.kind === 'tag' || writeLeaf(leaf) !== '');
  const terms: TermReport[] = [];
  for (const item of written) terms.push(await reportOf(item, prepared, source, rest));
  const reading = [writeNode(query.node), writeDirectives(query)].filter((text) => text !== '');
  const drops = total === 0 ? await countDrops(prepared, source, rest) : [];
  return { reading: reading.join(' '), terms, drops };
}

async function reportOf(
  { leaf, plan }: PreparedLeaf,
  { everything }: PreparedQuery,
  source: IndexSource,
  rest: Rest,
): Promise<TermReport> {
  const isTag = leaf.kind === 'tag';
  const isBare = plan.kind === 'terms' || plan === everything;
  const count = await countPlan(isBare ? plan : andPlan([plan, everything]), source, rest);
  return {
    text: writeLeaf(leaf),
    at: leaf.at,
    kind: isTag || leaf.kind === 'wildcard' ? leaf.kind : 'metatag',
    standsFor: isTag ? otherName(leaf.name, plan) : undefined,
    count,
    meant: isTag && count === 0 ? await meanings(leaf, source) : [],
  };
}

function otherName(name: string, plan: Plan): string | undefined {
  const term = plan.kind === 'terms' ? plan.terms[0] : undefined;
  return term === undefined || term.name === name ? undefined : tagQuery(term.name);
}

const mostMeanings = 5;

/**
 * The same tag in another category, metatags and tags that one typing error may have made the name of, then the name
 * anywhere in a tag.
 */
async function meanings(
  { name, category }: QueryLeaf & { readonly kind: 'tag' },
  source: IndexSource,
): Promise<readonly string[]> {
  const elsewhere = category === undefined ? undefined : await source.term(name);
  const own = elsewhere ? [tagQuery(elsewhere.name)] : [];
  const [, prefix, value] = /^([a-z_0-9]+):(.+)$/s.exec(name) ?? [];
  const metatags = metatagNames
    .filter((known) => prefix !== undefined && editDistance(prefix, known, 1) === 1)
    .map((known) => `${known}:${value ?? ''}`)
    .filter(isReadable);
  const near = (await source.neighbours(name))
    .toSorted(compareTerms)
    .map((term) => tagQuery(term.name));
  const anywhere = [`*${name}*`].filter((pattern) => isReadable(pattern) && !/["\\*]/.test(name));
  return [...new Set([...own, ...metatags, ...near])].slice(0, mostMeanings).concat(anywhere);
}

function isReadable(query: string): boolean {
  try {
    parseQuery(query);
    return true;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}

function compareTerms(a: Term, b: Term): number {
  return b.count - a.count || compareTags(a.name, b.name);
}

/** Every part is evaluated once a segment; what is left without each comes of the others before and behind it. */
async function countDrops(
  { query, required, everything }: PreparedQuery,
  source: IndexSource,
  rest: Rest,
): Promise<readonly Drop[]> {
  if (required.length < 2) return [];
  const counts = required.map(() => 0);
  const evaluator = new Evaluator(source, rest);
  const segments = Math.ceil(source.highest / source.segmentSize);
  for (let segment = 0; segment < segments; segment++) {
    const all = await evaluator.evaluate(everything, segment);
    if (!all) continue;
    const sets: Bitmap[] = [];
    for (const { plan } of required) {
      const set = await evaluator.evaluate(plan, segment, all);
      sets.push(set ? intersect(set, all) : emptyBitmap(source.segmentSize));
    }
    const behind = sets.map((_, place) => sets.slice(place + 1).reduce(intersect, all));
    let before = all;
    for (const [place, set] of sets.entries()) {
      const others = intersect(before, behind[place] ?? all);
      counts[place] = (counts[place] ?? 0) + countBits(others);
      before = intersect(before, set);
    }
  }
  const nodes = required.map(({ node }) => node);
  const drops = nodes.map((node, place) => {
    const others = writeNode({ kind: 'and', parts: nodes.toSpliced(place, 1) });
    return {
      part: writeNode({ kind: 'and', parts: [node] }),
      query: [others, writeDirectives(query)].filter((text) => text !== '').join(' '),
      count: counts[place] ?? 0,
    };
  });
  return drops.toSorted((a, b) => b.count - a.count);
}
