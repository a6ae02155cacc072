import { contentHash } from '../../catalog/index/content-hash.ts';
import { summarise } from '../../catalog/statistics.ts';
import type { TagCategory } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { postsByMonth } from '../../pipeline/library/posts-by-month.ts';
import type { Frame, HomePage, TagCount, Work } from '../page-data.ts';
import { commonestTags, tagsToExplore } from './commonest-tags.ts';
import { planForSearchEngines } from './plan-feeds.ts';
import { planHome } from './plan-home.ts';
import type { GalleryWish, RenderBatch } from './render-messages.ts';

/** A page that the site has: what it is made of, as a hash, and how to ask for it. */
export interface PlannedPage {
  readonly address: string;
  readonly hash: string;
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
  /** The lowest number whose post has a page of its own; 0: none has. */
  readonly pagesFrom: number;
}

/** The global pages: all but the posts', the gallery's and the tags'. They depend on what they show. */
export function planPages(
  library: Library,
  { uses, tags }: CountedTerms,
  style: PageStyle,
): readonly PlannedPage[] {
  const planned = (address: string, work: Partial<RenderBatch['work']>): PlannedPage => ({
    address,
    hash: contentHash(`${style.hash} ${JSON.stringify(work)}`),
    work,
  });
  return [
    planned('index.html', {
      home: [homeOf(planHome(library, style), tags)],
    }),
    planned('stats.html', {
      stats: [{ numbers: summarise(uses, postsByMonth(library)), explore: tagsToExplore(tags) }],
    }),
    ...planForSearchEngines(library, style).map(({ address, work }) => planned(address, work)),
    ...fixedPages(style).map((name) => planned(fixedAddress(name), { fixedPages: [name] })),
  ];
}

/** The terms of an index, by name, and the tags among them. */
export interface CountedTerms {
  readonly uses: readonly CountedTerm[];
  readonly tags: readonly TagCount[];
}

/** A term of the index and how many posts have it; `category`: `undefined` for a system term. */
export type CountedTerm = Omit<TagCount, 'category'> & {
  readonly category: TagCategory | undefined;
};

function fixedPages({ pagesFrom }: PageStyle): Work['fixedPages'] {
  return ['search', 'help', '404', 'manifest', ...(pagesFrom === 1 ? [] : (['post'] as const))];
}

function fixedAddress(name: Work['fixedPages'][number]): string {
  return name === 'manifest' ? 'manifest.webmanifest' : `${name}.html`;
}

function homeOf(gallery: ReturnType<typeof planHome>, tags: readonly TagCount[]): HomePage {
  const common = commonestTags(tags).slice(0, commonTags);
  const named = new Set(common);
  const explore = tagsToExplore(tags.filter((tag) => !named.has(tag)));
  return { ...gallery, tagTotal: tags.length, common, explore };
}

const commonTags = 25;
