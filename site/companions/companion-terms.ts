import type { TermUse } from '../../pipeline/library/library-index.ts';

/** How many companions are kept, and of which terms. Others change every list. */
export interface CompanionSizes {
  /** Posts of a term that are looked at to choose its companions. */
  readonly sample: number;
  /** Companions a term, at most. */
  readonly most: number;
  /** A term of fewer posts has no list: its posts themselves are soon read. */
  readonly least: number;
  /** Terms a shard, on average. */
  readonly block: number;
}

export const companionSizes: CompanionSizes = { sample: 256, most: 40, least: 12, block: 32 };

/** Every term that posts have, by its id in the library. */
export class CompanionTerms {
  /** Sorted by name. */
  readonly uses: readonly TermUse[];
  /** Id → place among the uses, from 1; 0: no post has it. */
  readonly ranks: Uint32Array;

  constructor(uses: readonly TermUse[]) {
    this.uses = uses;
    const highest = uses.reduce((most, { id }) => Math.max(most, id), 0);
    this.ranks = new Uint32Array(highest + 1);
    uses.forEach(({ id }, place) => {
      this.ranks[id] = place + 1;
    });
  }

  of(id: number): TermUse | undefined {
    return this.uses[(this.ranks[id] ?? 0) - 1];
  }

  countOf(id: number): number {
    return this.of(id)?.count ?? 0;
  }

  /** By name. */
  compare(one: number, other: number): number {
    return (this.ranks[one] ?? 0) - (this.ranks[other] ?? 0);
  }
}

/** Id → 1 for tags: nothing else may be a companion. */
export function tagFlags({ ranks, uses }: CompanionTerms): Uint8Array {
  const flags = new Uint8Array(ranks.length);
  for (const { id, category } of uses) if (category !== undefined) flags[id] = 1;
  return flags;
}
