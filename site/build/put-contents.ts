import {
  contentsPerGroup,
  contentsPerShard,
  formatContents,
  type PostContent,
} from '../../catalog/index/post-contents.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { ChangesSince } from '../../pipeline/library/changes-since.ts';
import { readPosts } from '../../pipeline/library/read-post.ts';
import type { IndexParts, PutShard } from '../index/index-parts.ts';
import { hashList } from '../index/related-shards.ts';
import { postContent, postTitle } from '../view/post-content.ts';
import type { Build } from './build.ts';
import { postPageOf } from './post-page-of.ts';

/** The way from the page that shows them to the site's root. */
const root = './';

/**
 * Writes what the posts show that have no page of their own, in groups of shards. Returns the hash of the list of groups;
 * `''`: every post has a page. `highest`: the highest number given.
 */
export function putContents(build: Build, highest: number, parts: IndexParts): string {
  const { pagesFrom } = build.style;
  if (pagesFrom === 1) return '';
  const last = pagesFrom === 0 ? highest : Math.min(highest, pagesFrom - 1);
  const since = build.since('posts');
  const changes = new ChangesSince(build.library, since);
  const groups = Array.from({ length: Math.ceil(last / contentsPerGroup) }, (_, group) => {
    const first = group * contentsPerGroup + 1;
    const end = Math.min(last, first + contentsPerGroup - 1);
    const isChanged = since === 0 || changes.touches(first, first + contentsPerGroup - 1);
    return parts.part(`contents ${group}`, isChanged, (put, kept) => {
      const hashes = new Map<number, string>();
      for (let from = first; from <= end; from += contentsPerShard) {
        const block = (from - 1) / contentsPerShard;
        const to = from + contentsPerShard - 1;
        const known =
          since === 0 || changes.touches(from, to)
            ? undefined
            : kept.keep(shardNames.contents(block));
        const hash = known ?? putBlock(build, block, { from, to: Math.min(to, end) }, put);
        if (hash !== undefined) hashes.set(block, hash);
      }
      const ends = [...hashes.keys()];
      if (ends.length === 0) return '';
      const list = hashList(hashes, (first - 1) / contentsPerShard, ends.at(-1) ?? 0);
      return put(shardNames.contentsGroup(group), list);
    });
  });
  return parts.part('contents', true, (put) =>
    put(shardNames.contentsList, JSON.stringify(groups)),
  );
}

/** `undefined` where there is no post in the block. */
function putBlock(
  build: Build,
  block: number,
  { from, to }: { readonly from: number; readonly to: number },
  put: PutShard,
): string | undefined {
  const { library, style } = build;
  const contents: (PostContent | undefined)[] = Array.from({ length: contentsPerShard });
  const posts = readPosts(library, from, to);
  for (const post of posts) {
    const page = postPageOf(post, build);
    contents[(post.number - 1) % contentsPerShard] = {
      title: postTitle(page),
      markup: postContent(page, style.frame, root),
    };
  }
  return posts.length === 0 ? undefined : put(shardNames.contents(block), formatContents(contents));
}
