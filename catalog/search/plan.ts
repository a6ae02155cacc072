import type { Term } from '../index/vocabulary.ts';
import type { TextField } from './index-source.ts';
import type { Quantity } from './quantities.ts';
import type { NumberRange } from './query.ts';

/** A query's tree with what the index has in place of names. */
export type Plan = PlanLeaf | PlanBranch;

/** What the work on a part needs: posting lists at most, columns too, texts too. */
export const costs = { lists: 0, columns: 1, texts: 2 } as const;

interface Worth {
  readonly cost: number;
  /** An upper bound of its matches. */
  readonly weight: number;
}

export type PlanLeaf = Worth &
  (
    | { readonly kind: 'terms'; readonly terms: readonly Term[] }
    | { readonly kind: 'numbers'; readonly ranges: readonly NumberRange[] }
    | {
        readonly kind: 'quantity';
        readonly quantity: Quantity;
        readonly ranges: readonly NumberRange[];
        readonly withNone: boolean;
      }
    | {
        readonly kind: 'text';
        readonly field: TextField;
        readonly passes: (text: string) => boolean;
      }
  );

export type PlanBranch = Worth &
  (
    | { readonly kind: 'and' | 'or'; readonly parts: readonly Plan[] }
    | { readonly kind: 'not'; readonly part: Plan }
  );

export function termsPlan(terms: readonly Term[]): Plan {
  const weight = terms.reduce((sum, term) => sum + term.count, 0);
  return { kind: 'terms', terms, cost: costs.lists, weight };
}

export function numbersPlan(numbers: readonly number[]): Plan {
  const ranges = numbers.map((number) => ({ from: number, to: number }));
  return { kind: 'numbers', ranges, cost: costs.lists, weight: numbers.length };
}

/** `highest`: the highest number given. */
export function rangesPlan(ranges: readonly NumberRange[], highest: number): Plan {
  const span = ranges.reduce((all, { from, to }) => all + Math.max(0, to - from + 1), 0);
  return { kind: 'numbers', ranges, cost: costs.lists, weight: Math.min(span, highest) };
}

/** What needs least first, and of that the rarest: so that the dearer parts have little left to look at. */
export function andPlan(parts: readonly Plan[]): Plan {
  const sorted = parts.toSorted((a, b) => a.cost - b.cost || a.weight - b.weight);
  const cost = Math.max(costs.lists, ...parts.map((part) => part.cost));
  return {
    kind: 'and',
    parts: sorted,
    cost,
    weight: Math.min(...parts.map(({ weight }) => weight)),
  };
}

export function orPlan(parts: readonly Plan[]): Plan {
  const cost = Math.max(costs.lists, ...parts.map((part) => part.cost));
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return { kind: 'or', parts, cost, weight };
}

/** `posts`: how many there can be. */
export function notPlan(part: Plan, posts: number): Plan {
  return { kind: 'not', part, cost: part.cost, weight: posts };
}
