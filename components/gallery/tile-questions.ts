import { loadTagsOf } from '../../catalog/index/shard-post-tags.ts';
import type { PageContext } from '../page-context.ts';
import { goToAnyPost } from '../post/any-post.ts';

/** What is asked of the index about tiles, or from among them. */
export interface TileQuestions {
  /** A post's tags. Rejects with a ShardError where the index cannot be read. */
  readonly tagsOf: (number: number) => Promise<readonly string[]>;
  readonly goToAnyPost: () => void;
}

export function tileQuestions(context: PageContext): TileQuestions {
  return {
    tagsOf: (number) => context.shards.ask((manifest, load) => loadTagsOf(number, manifest, load)),
    goToAnyPost: () => goToAnyPost(context),
  };
}
