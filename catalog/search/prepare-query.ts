import { lookupOfIds, lookupOfMd5, lookupOfParents } from '../index/lookup.ts';
import { blockOf } from '../index/relations.ts';
import type { Term } from '../index/vocabulary.ts';
import type { IndexSource } from './index-source.ts';
import {
  andPlan,
  costs,
  notPlan,
  numbersPlan,
  orPlan,
  type Plan,
  rangesPlan,
  termsPlan,
} from './plan.ts';
import { quantities } from './quantities.ts';
import { type Fact, type Query, type QueryLeaf, type QueryNode, requiredParts } from './query.ts';
import { allPosts } from './system-terms.ts';
import { textTest } from './text-tests.ts';

/** What only the host of a search knows. */
export interface SearchHost {
  /** The searcher's clock, in milliseconds since 1970: `age:` counts from it. */
  readonly now: number;
  /** Stands where a random order names no seed. */
  readonly seed: string;
}

/** A word of a query with what it came to. */
export interface PreparedLeaf {
  readonly leaf: QueryLeaf;
  readonly plan: Plan;
}

/** A part of a query with what it came to. */
export interface PreparedPart {
  readonly node: QueryNode;
  readonly plan: Plan;
}

/** A query with its words looked up, ready to be asked of any segment. */
export interface PreparedQuery {
  readonly query: Query;
  readonly host: SearchHost;
  readonly plan: Plan;
  /** All posts. */
  readonly everything: Plan;
  /** The parts of which every match has each. */
  readonly required: readonly PreparedPart[];
  /** In the order of the query. */
  readonly leaves: readonly PreparedLeaf[];
}

/** Looks the query's words up. Only their vocabulary is read; no posting list yet. */
export async function prepareQuery(
  query: Query,
  source: IndexSource,
  host: Partial<SearchHost> = {},
): Promise<PreparedQuery> {
  const full = { now: host.now ?? Date.now(), seed: host.seed ?? '' };
  // On its way together with the query's words: what is loaded one after another adds up.
  const all = source.term(allPosts).then((term) => termsPlan(term ? [term] : []));
  const planner = new Planner(source, full.now, all);
  const nodes = requiredParts(query.node);
  const [everything, ...plans] = await Promise.all([
    all,
    ...nodes.map((node) => planner.plan(node)),
  ]);
  const parts = plans.some(isBounded) ? plans : [...plans, everything];
  const [only] = parts;
  return {
    query,
    host: full,
    plan: only && parts.length === 1 ? only : andPlan(parts),
    everything,
    required: nodes.map((node, place) => ({ node, plan: plans[place] ?? everything })),
    leaves: await planner.leaves(),
  };
}

/** Whether it can hold posts alone: numbers that nobody has are in no posting list. */
function isBounded(plan: Plan): boolean {
  if (plan.kind === 'and') return plan.parts.some(isBounded);
  if (plan.kind === 'or') return plan.parts.every(isBounded);
  return plan.kind === 'terms';
}

class Planner {
  readonly #leaves: { readonly leaf: QueryLeaf; readonly planning: Promise<Plan> }[] = [];
  readonly #source: IndexSource;
  readonly #now: number;
  readonly #everything: Promise<Plan>;

  constructor(source: IndexSource, now: number, everything: Promise<Plan>) {
    this.#source = source;
    this.#now = Math.floor(now / 1000);
    this.#everything = everything;
  }

  /** What was planned, in the order of the query. */
  leaves(): Promise<readonly PreparedLeaf[]> {
    return Promise.all(
      this.#leaves.map(async ({ leaf, planning }) => ({ leaf, plan: await planning })),
    );
  }

  async plan(node: QueryNode): Promise<Plan> {
    switch (node.kind) {
      case 'all':
        return this.#everything;
      case 'not':
        return notPlan(await this.plan(node.part), this.#source.highest);
      case 'and':
        return andPlan(await this.#planAll(node.parts));
      case 'or':
        return orPlan(await this.#planAll(node.parts));
      default: {
        // Each takes its place before anything is waited for.
        const planning = this.#planLeaf(node);
        this.#leaves.push({ leaf: node, planning });
        return planning;
      }
    }
  }

  #planAll(parts: readonly QueryNode[]): Promise<readonly Plan[]> {
    return Promise.all(parts.map((part) => this.plan(part)));
  }

  async #planLeaf(leaf: QueryLeaf): Promise<Plan> {
    if (leaf.kind === 'tag') {
      const term = await this.#source.term(leaf.name);
      return termsPlan([term].filter(isDefined).filter(inCategory(leaf.category)));
    }
    if (leaf.kind === 'wildcard') {
      const terms = await this.#source.matching(leaf.pattern);
      return termsPlan(terms.filter(inCategory(leaf.category)));
    }
    return this.#planFact(leaf, leaf.at);
  }

  async #planFact(fact: Fact, at: number): Promise<Plan> {
    const { highest } = this.#source;
    switch (fact.kind) {
      case 'system': {
        const terms = await Promise.all(fact.names.map((name) => this.#source.term(name)));
        return termsPlan(terms.filter(isDefined));
      }
      case 'numbers':
        return rangesPlan(fact.ranges, highest);
      case 'quantity':
        return this.#quantity(fact);
      case 'text':
        return {
          kind: 'text',
          field: fact.field,
          passes: textTest(fact),
          cost: costs.texts,
          weight: highest,
        };
      case 'lookup':
        return numbersPlan(await this.#lookUp(fact.table, fact.keys));
      case 'relatives':
        return this.#relatives(fact);
      case 'source': {
        const term = await this.#source.term(` source:${fact.name}`);
        if (term || fact.name === 'none') return termsPlan(term ? [term] : []);
        const pattern = fact.name;
        return this.#planFact(
          { kind: 'text', field: 'origins', part: 'address', pattern, isLiteral: true },
          at,
        );
      }
      case 'md5': {
        const pattern = fact.md5;
        const named: Fact = {
          kind: 'text',
          field: 'paths',
          part: 'path',
          pattern,
          isLiteral: true,
        };
        const own = numbersPlan(await this.#lookUp(lookupOfMd5, [pattern]));
        return orPlan([own, await this.#planFact(named, at)]);
      }
      case 'similar': {
        const near = await this.#source.similar(fact.number);
        return numbersPlan([...near.keys()]);
      }
      default:
        return fact satisfies never;
    }
  }

  #quantity(fact: Fact & { readonly kind: 'quantity' }): Plan {
    const quantity = quantities.get(fact.quantity);
    if (!quantity) throw new Error(`there is no quantity ${fact.quantity}`);
    const now = this.#now;
    // An age is how long ago a post was added: the older, the lower the date.
    const ranges =
      fact.quantity === 'age'
        ? fact.ranges.map(({ from, to }) => ({ from: now - to, to: now - from }))
        : fact.ranges;
    const { withNone } = fact;
    const weight = this.#source.highest;
    return { kind: 'quantity', quantity, ranges, withNone, cost: costs.columns, weight };
  }

  async #lookUp(table: string, keys: readonly string[]): Promise<readonly number[]> {
    const found = await Promise.all(keys.map((key) => this.#source.lookUp(table, key)));
    return [...new Set(found.flat())].toSorted((a, b) => a - b);
  }

  async #relatives({ relation, site, ids }: Fact & { readonly kind: 'relatives' }): Promise<Plan> {
    const keys = ids.map(String);
    const numbers = site === undefined ? ids : await this.#lookUp(lookupOfIds(site), keys);
    if (relation === 'child') {
      const parents = await Promise.all(numbers.map((number) => this.#parentOf(number)));
      return numbersPlan(parents.filter(isDefined));
    }
    const claimed = site === undefined ? [] : await this.#lookUp(lookupOfParents(site), keys);
    const ranges = numbers.map((number) => ({ from: number, to: number }));
    const children = this.#quantity({
      kind: 'quantity',
      quantity: 'parent',
      ranges,
      withNone: false,
    });
    return orPlan([numbersPlan(claimed), ...(numbers.length > 0 ? [children] : [])]);
  }

  async #parentOf(number: number): Promise<number | undefined> {
    const { blockSize, highest } = this.#source;
    if (number < 1 || number > highest) return undefined;
    const block = blockOf(number, blockSize);
    const values = await this.#source.columnValues('parent', block);
    const parent = values[number - 1 - block * blockSize] ?? Number.NaN;
    return Number.isNaN(parent) ? undefined : parent;
  }
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function inCategory(category: string | undefined): (term: Term) => boolean {
  return (term) =>
    term.category !== undefined && (category === undefined || term.category === category);
}
