import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { loadTagsOf } from '../../catalog/index/shard-post-tags.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { DraftTag } from '../editing/draft.ts';
import { loadRelated } from '../related/load-related.ts';
import type { ShardLoader } from '../shard-loader.ts';

const mostRelated = 12;
const mostTags = 24;

/** Tags that posts related to this one have and it has not, those of most of them first. */
export async function tagsOfRelated(
  number: number,
  own: ReadonlySet<string>,
  shards: Pick<ShardLoader, 'ask'>,
): Promise<readonly DraftTag[]> {
  return shards.ask(async (manifest, load) => {
    const related = (await loadRelated(number, [...own], manifest, load)).slice(0, mostRelated);
    const lists = await Promise.all(related.map((post) => loadTagsOf(post.number, manifest, load)));
    const posts = new Map<string, number>();
    for (const name of lists.flat()) {
      if (!own.has(name)) posts.set(name, (posts.get(name) ?? 0) + 1);
    }
    const best = [...posts]
      .toSorted(([a, many], [b, more]) => more - many || compareTags(a, b))
      .slice(0, mostTags)
      .map(([name]) => name);
    return withCategories(best, new ShardIndex(manifest, load));
  });
}

/** With what the index knows of their categories. */
async function withCategories(
  names: readonly string[],
  index: Pick<ShardIndex, 'term'>,
): Promise<readonly DraftTag[]> {
  const terms = await Promise.all(names.map((name) => index.term(name)));
  return names.map((name, place) => {
    const category = terms[place]?.category;
    return category === undefined || category === 'general' ? { name } : { name, category };
  });
}

/** What the index knows of tags: those it does not know are new; some it knows by another category than general. */
export async function knownTags(
  names: readonly string[],
  shards: Pick<ShardLoader, 'ask'>,
): Promise<ReadonlyMap<string, DraftTag>> {
  return shards.ask(async (manifest, load) => {
    const index = new ShardIndex(manifest, load);
    const terms = await Promise.all(names.map((name) => index.term(name)));
    return new Map(
      names.flatMap((name, place): [string, DraftTag][] => {
        const term = terms[place];
        return term ? [[name, { name, category: term.category }]] : [];
      }),
    );
  });
}
