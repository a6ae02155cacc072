import type { Manifest } from '../../catalog/index/manifest.ts';
import { loadCompanions } from '../../catalog/index/shard-companions.ts';
import { loadTagsOf } from '../../catalog/index/shard-post-tags.ts';
import { type ResultTag, ResultTags } from '../../catalog/related/result-tags.ts';
import type { IndexSource } from '../../catalog/search/index-source.ts';
import { prepareQuery } from '../../catalog/search/prepare-query.ts';
import type { Query } from '../../catalog/search/query.ts';
import type { Rest } from '../../catalog/search/rest.ts';
import type { Matches } from '../results/matches.ts';
import type { LoadMeter } from './load-meter.ts';

/** What may be loaded to count the tags of results, in bytes, unless the visitor wants more. */
export const tagBudget = 180_000;

/** What the results of a query are, and where their tags are known. */
export interface CountedResults {
  readonly query: Query;
  readonly matches: Matches;
  readonly total: number;
  readonly index: IndexSource;
  readonly manifest: Manifest;
  readonly meter: LoadMeter;
  readonly rest: Rest;
}

/** The tags most frequent among results, counted as far as the budget goes. */
export class CountedTags {
  readonly #tags: ResultTags;

  private constructor(tags: ResultTags) {
    this.#tags = tags;
  }

  static async open(results: CountedResults): Promise<CountedTags> {
    const { query, matches, total, index, manifest, meter, rest } = results;
    const before = meter.bytes();
    const opened = await ResultTags.open(
      {
        prepared: await prepareQuery(query, index),
        total,
        numbers: () => matches.slice(0, total),
      },
      {
        index,
        rest,
        companionsOf: (term) => loadCompanions(term, manifest, meter.load),
        tagsOf: (number) => loadTagsOf(number, manifest, meter.load),
      },
    );
    await opened.count((bytes) => meter.bytes() - before + bytes <= tagBudget);
    return new CountedTags(opened);
  }

  get shown(): readonly ResultTag[] {
    return this.#tags.tags;
  }

  /** Whether some are not counted: that would have been too much to load unasked. */
  get isPartial(): boolean {
    return this.shown.some(({ count }) => count === undefined);
  }

  /** Counts the others too, whatever it takes. */
  countAll(): Promise<void> {
    return this.#tags.count(() => true);
  }
}
