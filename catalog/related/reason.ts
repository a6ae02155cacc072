import type { NamedCategory } from './formula.ts';

/** Why a post is related. */
export type RelatedReason =
  /** The first named tag that both have; `tag`: its place among the subject's tags, sorted by name. */
  | { readonly kind: NamedCategory; readonly tag: number }
  /** `count` general tags that both have. */
  | { readonly kind: 'similar'; readonly count: number };

/** A post that is like another, and why. */
export interface Related {
  readonly number: number;
  readonly reason: RelatedReason;
}
