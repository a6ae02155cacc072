import type { Companion } from '../../catalog/index/companions-block.ts';
import { loadCompanions } from '../../catalog/index/shard-companions.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { loadTagsOf } from '../../catalog/index/shard-post-tags.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { DraftTag } from '../editing/draft.ts';
import { loadRelated } from '../related/load-related.ts';
import type { ShardLoader } from '../shard-loader.ts';

const mostRelated = 12;
const mostTags = 24;
/** Of a tag on fewer posts, what else they have says little. */
const leastPosts = 3;
const mostAsked = 8;

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

/**
 * Tags that posts with tags like these often have too: the more of a tag's posts do, and the more of the tags, the earlier. Of a
 * post with many tags the rarest are asked, which say most.
 */
export async function tagsOftenBeside(
  own: ReadonlySet<string>,
  shards: Pick<ShardLoader, 'ask'>,
): Promise<readonly DraftTag[]> {
  return shards.ask(async (manifest, load) => {
    const index = new ShardIndex(manifest, load);
    const terms = await Promise.all([...own].map((name) => index.term(name)));
    const asked = terms
      .filter((term) => term !== undefined)
      .map((term) => ({ name: term.name, posts: term.count }))
      .filter(({ posts }) => posts >= leastPosts)
      .toSorted((a, b) => a.posts - b.posts);
    const shares = new Map<string, { readonly tag: Companion; readonly share: number }>();
    let answers = 0;
    for (const { name, posts } of asked) {
      if (answers === mostAsked) break;
      const companions = await loadCompanions(name, manifest, load);
      if (companions !== undefined) answers += 1;
      for (const tag of companions ?? []) {
        if (own.has(tag.name)) continue;
        const before = shares.get(tag.name)?.share ?? 0;
        shares.set(tag.name, { tag, share: before + tag.count / posts });
      }
    }
    return [...shares.values()]
      .toSorted((a, b) => b.share - a.share || compareTags(a.tag.name, b.tag.name))
      .slice(0, mostTags)
      .map(({ tag: { name, category } }) =>
        category === 'general' ? { name } : { name, category },
      );
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
