import { galleryAddress, postAddress } from '../../catalog/addresses.ts';
import { contentHash, fnv1a } from '../../catalog/index/content-hash.ts';
import { cutIntoBlocks } from '../../catalog/index/name-blocks.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { countOf, type Term } from '../../catalog/index/vocabulary.ts';
import type { Post } from '../../catalog/post.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { Frame, GalleryPage, HomePage, TagCount, TagsPage, Tile } from '../page-data.ts';
import type { RenderBatch } from './render-messages.ts';
import { tileOf } from './tiles.ts';

/** A page that the site has: what it is made of, as a hash, and how to ask for it. */
export interface PlannedPage {
  readonly address: string;
  readonly hash: string;
  readonly post?: number;
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

/** Every page of the site. A post's page depends on its own record alone; others on what they show. */
export function planPages(
  library: Library,
  terms: readonly Term[],
  style: PageStyle,
): readonly PlannedPage[] {
  const posts: PlannedPage[] = [];
  const pages = new Map<number, Tile[]>();
  for (const row of library
    .sql('SELECT number, view, hash FROM posts ORDER BY number DESC')
    .iterate()) {
    const number = Number(row['number']);
    const hash = contentHash(`${style.hash} ${String(row['hash'])}`);
    posts.push({ address: postAddress(number), hash, post: number });
    const page = Math.ceil(number / style.pageSize);
    const tiles = pages.get(page) ?? [];
    tiles.push(tileOf(JSON.parse(String(row['view'])) as Post, style.grid));
    pages.set(page, tiles);
  }
  const planned = (address: string, work: Partial<RenderBatch['work']>): PlannedPage => ({
    address,
    hash: contentHash(`${style.hash} ${JSON.stringify(work)}`),
    work,
  });
  const tags = countTags(terms);
  return [
    ...planGalleries(pages).map((gallery) =>
      planned(galleryAddress(gallery.page ?? 1), { galleries: [gallery] }),
    ),
    planned('index.html', { home: [homePage(pages, style.pageSize, posts.length, tags)] }),
    ...planTags(tags).map((page) =>
      planned(page.id === undefined ? 'tags.html' : `tags-${page.id}.html`, { tagPages: [page] }),
    ),
    ...(['search', 'help', '404'] as const).map((name) =>
      planned(`${name}.html`, { fixedPages: [name] }),
    ),
    ...posts,
  ];
}

/** Pages hold fixed numbers, newest first; `pages` comes newest first too. */
function planGalleries(pages: ReadonlyMap<number, readonly Tile[]>): readonly GalleryPage[] {
  const order = [...pages.keys()];
  return order.map((page, place) => ({
    page,
    tiles: pages.get(page) ?? [],
    newer: order[place - 1],
    older: order[place + 1],
  }));
}

const exploredTags = 30;

/** The newest page, and the one before where that one is not full. */
function homePage(
  pages: ReadonlyMap<number, readonly Tile[]>,
  pageSize: number,
  posts: number,
  tags: readonly TagCount[],
): HomePage {
  const order = [...pages.keys()];
  const [first, second] = order;
  const newest = pages.get(first ?? 0) ?? [];
  const isFull = newest.length >= pageSize || second === undefined;
  return {
    page: undefined,
    tiles: isFull ? newest : [...newest, ...(pages.get(second) ?? [])],
    newer: undefined,
    older: order[isFull ? 1 : 2],
    posts,
    tagTotal: tags.length,
    explore: sample(tags),
  };
}

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

function countTags(terms: readonly Term[]): readonly TagCount[] {
  return terms.flatMap((term) =>
    term.category === undefined
      ? []
      : [{ name: term.name, category: term.category, count: countOf(term) }],
  );
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
