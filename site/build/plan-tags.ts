import { contentHash } from '../../catalog/index/content-hash.ts';
import { cutIntoBlocks } from '../../catalog/index/name-blocks.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { changedBlocks } from '../index/changed-blocks.ts';
import type { TagCount } from '../page-data.ts';
import { commonestTags } from './commonest-tags.ts';
import type { CountedTerm, PageStyle, PlannedPage } from './plan-pages.ts';

/** A page of tags by name, which is a part of the site of its own. */
export interface TagBlock {
  /** The part's. */
  readonly name: string;
  readonly isChanged: boolean;
  readonly page: () => PlannedPage;
}

/** The tags of an index, without what the system adds. */
export function tagsOf(uses: readonly CountedTerm[]): readonly TagCount[] {
  return uses.flatMap(({ name, category, count }): TagCount[] =>
    category === undefined ? [] : [{ name, category, count }],
  );
}

/**
 * The page of the commonest tags, and the pages of all by name, whose borders do not move when a tag comes or goes.
 * `changed`: names of tags that are not what they were; `undefined`: any may be.
 */
export function planTags(
  tags: readonly TagCount[],
  style: PageStyle,
  changed: ReadonlySet<string> | undefined,
): { readonly first: PlannedPage; readonly blocks: readonly TagBlock[] } {
  const blocks = cutIntoBlocks(
    tags.map(({ name }) => name),
    defaultParameters.names,
  );
  const ids = changedBlocks(blocks, changed);
  const index = blocks.map(({ id, names }) => ({
    id,
    first: names[0] ?? '',
    last: names.at(-1) ?? '',
  }));
  let next = 0;
  return {
    first: planned('tags.html', style, {
      id: undefined,
      entries: commonestTags(tags),
      index,
      total: tags.length,
    }),
    blocks: blocks.map(({ id, names }) => {
      const first = next;
      next += names.length;
      return {
        name: `tag page ${id}`,
        isChanged: ids === undefined || ids.has(id),
        page: () =>
          planned(`tags-${id}.html`, style, {
            id,
            entries: tags.slice(first, first + names.length),
            index: [],
            total: 0,
          }),
      };
    }),
  };
}

type TagsWork = NonNullable<NonNullable<PlannedPage['work']>['tagPages']>[number];

function planned(address: string, style: PageStyle, page: TagsWork): PlannedPage {
  const work = { tagPages: [page] };
  return { address, hash: contentHash(`${style.hash} ${JSON.stringify(work)}`), work };
}
