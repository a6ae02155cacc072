import type { ShardIndex } from '../../catalog/index/shard-index.ts';
import type { Rating } from '../../catalog/rating.ts';
import { siteBlur } from '../filter/site-blur.ts';
import { visitorFilter } from '../filter/visitor-filter.ts';
import type { VisitorSettings } from '../settings/visitor-settings.ts';
import { loadRatios } from '../shapes.ts';
import { membersOf, veilsOf } from './tile-facts.ts';

/** A post that the visitor lets be seen, or lets be known of behind a veil. */
export interface ShownPost {
  readonly number: number;
  /** Width / height in hundredths. */
  readonly ratio: number;
  readonly veil: Rating | undefined;
}

/** Those of some posts that the visitor does not hide, in the same order. */
export async function shownPosts(
  numbers: readonly number[],
  settings: VisitorSettings,
  index: ShardIndex,
): Promise<readonly ShownPost[]> {
  const { hidden, blurred } = visitorFilter(settings, siteBlur());
  const out = hidden === undefined ? new Set() : await membersOf(numbers, hidden, index);
  const shown = numbers.filter((number) => !out.has(number));
  const [veils, ratios] = await Promise.all([
    veilsOf(shown, blurred, index),
    loadRatios(shown, index),
  ]);
  return shown.map((number, place) => ({
    number,
    ratio: ratios[place] ?? 100,
    veil: veils.get(number),
  }));
}
