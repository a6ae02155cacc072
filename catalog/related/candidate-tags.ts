import type { Companion } from '../index/companions-block.ts';
import type { Term } from '../index/vocabulary.ts';
import type { Plan } from '../search/plan.ts';
import type { PreparedQuery } from '../search/prepare-query.ts';
import { compareTags, type Tag } from '../tag.ts';

/** The companions of a term; `undefined`: none are kept of it. */
export type CompanionsOf = (term: string) => Promise<readonly Companion[] | undefined>;

/** What tags are often beside the terms of a query. */
export interface Candidates {
  /** The likeliest first; without the query's own. */
  readonly tags: readonly Tag[];
  /** Name → the exact count, where the query is one term and the index knows it. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Of a query with many words the rarest are looked at, and of a word for many terms the commonest. */
const mostParts = 4;
const mostTerms = 3;

/** The tags that a query's results are likely to carry, by what is beside its terms. */
export async function candidateTags(
  prepared: PreparedQuery,
  companionsOf: CompanionsOf,
): Promise<Candidates> {
  const { plan, everything, required } = prepared;
  const parts = required
    .map((part) => ({ terms: termsOf(part.plan), weight: part.plan.weight }))
    .filter(({ terms }) => terms.length > 0);
  const rarest = parts.toSorted((a, b) => a.weight - b.weight).slice(0, mostParts);
  const shares = await Promise.all(rarest.map(({ terms }) => sharesOf(terms, companionsOf)));
  const known = shares.filter(({ size }) => size > 0);
  // Where nothing is known of the query's terms, or it has none, what is common everywhere is likely.
  if (known.length === 0) known.push(await sharesOf(termsOf(everything), companionsOf));
  const own = ownTags(prepared);
  const isWhole = plan.kind === 'terms' && plan.terms.length === 1;
  return {
    tags: rank(known).filter(({ name }) => !own.has(name)),
    counts: isWhole ? countsOf(known[0]) : new Map(),
  };
}

/** The tags that a query names itself, wished or not. */
export function ownTags({ leaves }: PreparedQuery): ReadonlySet<string> {
  const named = leaves.filter(({ leaf }) => leaf.kind === 'tag').map(({ plan }) => plan);
  return new Set(
    named.flatMap((plan) => (plan.kind === 'terms' ? plan.terms.map(({ name }) => name) : [])),
  );
}

/** The commonest terms of which a match must have one; none where other things may make a match. */
function termsOf(plan: Plan): readonly Term[] {
  if (plan.kind === 'or') {
    const parts = plan.parts.map(termsOf);
    return parts.some(({ length }) => length === 0) ? [] : commonest(parts.flat());
  }
  return plan.kind === 'terms' ? commonest(plan.terms) : [];
}

function commonest(terms: readonly Term[]): readonly Term[] {
  return terms.toSorted((a, b) => b.count - a.count).slice(0, mostTerms);
}

interface Share {
  readonly tag: Companion;
  /** Of the posts with a part's terms, how many have it too. */
  readonly share: number;
}

type Shares = ReadonlyMap<string, Share>;

async function sharesOf(terms: readonly Term[], companionsOf: CompanionsOf): Promise<Shares> {
  const lists = await Promise.all(terms.map(({ name }) => companionsOf(name)));
  const all = terms.reduce((sum, term) => sum + term.count, 0);
  const shares = new Map<string, Share>();
  for (const list of lists) {
    for (const tag of list ?? []) {
      const before = shares.get(tag.name)?.share ?? 0;
      shares.set(tag.name, { tag, share: before + tag.count / all });
    }
  }
  return shares;
}

function countsOf(shares: Shares | undefined): ReadonlyMap<string, number> {
  return new Map([...(shares ?? [])].map(([name, { tag }]) => [name, tag.count]));
}

/** By the product of the shares; of a tag that a part's list does not name, the least of that list is taken. */
function rank(parts: readonly Shares[]): readonly Tag[] {
  const least = parts.map((shares) =>
    Math.min(...Array.from(shares.values(), ({ share }) => share)),
  );
  const names = new Map(parts.flatMap((shares) => [...shares]));
  const ranked = [...names].map(([name, { tag }]) => ({
    tag,
    worth: parts.reduce(
      (product, shares, place) => product * (shares.get(name)?.share ?? least[place] ?? 0),
      1,
    ),
  }));
  return ranked
    .toSorted((a, b) => b.worth - a.worth || compareTags(a.tag.name, b.tag.name))
    .map(({ tag: { name, category } }) => ({ name, category }));
}
