import { contentHash, fnv1a } from '../../catalog/index/content-hash.ts';
import { cutIntoBlocks } from '../../catalog/index/name-blocks.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { summarise } from '../../catalog/statistics.ts';
import { compareTags, type TagCategory } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { postsByMonth } from '../../pipeline/library/posts-by-month.ts';
import type { Frame, HomePage, TagCount, TagsPage, Work } from '../page-data.ts';
import { planForSearchEngines } from './plan-feeds.ts';
import { planHome } from './plan-home.ts';
import type { GalleryWish, RenderBatch } from './render-messages.ts';

/** A page that the site has: what it is made of, as a hash, and how to ask for it. */
export interface PlannedPage {
  readonly address: string;
  readonly hash: string;
  readonly post?: number;
  readonly gallery?: GalleryWish;
  readonly work?: Partial<RenderBatch['work']>;
}

/** What all pages share, besides their own content. */
export interface PageStyle {
  /** Of templates, frame and settings: another one changes every page. */
  readonly hash: string;
  readonly frame: Frame;
  readonly pageSize: number;
  readonly grid: number;
}

/** The global pages: all but the posts' and the gallery's. They depend on what they show. */
export function planPages(
  library: Library,
  uses: readonly CountedTerm[],
  style: PageStyle,
): readonly PlannedPage[] {
  const tags = uses.flatMap(({ name, category, count }): TagCount[] =>
    category === undefined ? [] : [{ name, category, count }],
  );
  const planned = (address: string, work: Partial<RenderBatch['work']>): PlannedPage => ({
    address,
    hash: contentHash(`${style.hash} ${JSON.stringify(work)}`),
    work,
  });
  return [
    planned('index.html', {
      home: [homeOf(planHome(library, style), tags)],
    }),
    ...planTags(tags).map((page) =>
      planned(page.id === undefined ? 'tags.html' : `tags-${page.id}.html`, { tagPages: [page] }),
    ),
    planned('stats.html', {
      stats: [{ numbers: summarise(uses, postsByMonth(library)), explore: sample(tags) }],
    }),
    ...planForSearchEngines(library, style).map(({ address, work }) => planned(address, work)),
    ...(['search', 'help', '404', 'manifest'] as const).map((name) =>
      planned(fixedAddress(name), { fixedPages: [name] }),
    ),
  ];
}

/** A term of the index and how many posts have it; `category`: `undefined` for a system term. */
export type CountedTerm = Omit<TagCount, 'category'> & {
  readonly category: TagCategory | undefined;
};

function fixedAddress(name: Work['fixedPages'][number]): string {
  return name === 'manifest' ? 'manifest.webmanifest' : `${name}.html`;
}

function homeOf(gallery: ReturnType<typeof planHome>, tags: readonly TagCount[]): HomePage {
  const common = commonestOf(tags).slice(0, commonTags);
  const named = new Set(common);
  const explore = sample(tags.filter((tag) => !named.has(tag)));
  return { ...gallery, tagTotal: tags.length, common, explore };
}

const commonTags = 25;
const exploredTags = 30;

/** Some of the commonest tags, chosen by their names alone: the choice stays the same from build to build. */
function sample(tags: readonly TagCount[]): readonly TagCount[] {
  const encoder = new TextEncoder();
  return commonestOf(tags)
    .map((tag) => ({ tag, at: fnv1a(encoder.encode(tag.name)) }))
    .toSorted((a, b) => a.at - b.at || compareTags(a.tag.name, b.tag.name))
    .slice(0, exploredTags)
    .map(({ tag }) => tag)
    .toSorted((a, b) => compareTags(a.name, b.name));
}

const commonestTags = 300;

function commonestOf(tags: readonly TagCount[]): readonly TagCount[] {
  return tags
    .toSorted((a, b) => b.count - a.count || compareTags(a.name, b.name))
    .slice(0, commonestTags);
}

/** The commonest tags, and all by name in pages whose borders do not move when a tag comes or goes. */
function planTags(tags: readonly TagCount[]): readonly TagsPage[] {
  const byName = new Map(tags.map((tag) => [tag.name, tag]));
  const blocks = cutIntoBlocks([...byName.keys()], defaultParameters.names);
  const index = blocks.map(({ id, names }) => ({
    id,
    first: names[0] ?? '',
    last: names.at(-1) ?? '',
  }));
  return [
    { id: undefined, entries: commonestOf(tags), index, total: tags.length },
    ...blocks.map(({ id, names }) => ({
      id,
      entries: names.map((name) => byName.get(name)).filter((tag) => tag !== undefined),
      index: [],
      total: 0,
    })),
  ];
}
