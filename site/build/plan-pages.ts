import { contentHash } from '../../catalog/index/content-hash.ts';
import { summarise } from '../../catalog/statistics.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import { postsByMonth } from '../../pipeline/library/posts-by-month.ts';
import type { Frame, TagCount, Work } from '../page-data.ts';
import { commonestTags, exploredFrom, tagsToExplore } from './commonest-tags.ts';
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
  const commonest = commonestTags(tags, commonTags + exploredFrom);
  const common = commonest.slice(0, commonTags);
  const explore = tagsToExplore(commonest.slice(commonTags));
  return [
    planned('index.html', {
      home: [{ ...planHome(library, style), tagTotal: tags.length, common, explore }],
    }),
    planned('stats.html', {
      stats: [
        { numbers: summarise(uses, postsByMonth(library)), explore: tagsToExplore(commonest) },
      ],
    }),
    ...planForSearchEngines(library, style).map(({ address, work }) => planned(address, work)),
    ...fixedPages(style).map((name) => planned(fixedAddress(name), { fixedPages: [name] })),
  ];
}

/** The terms of an index, by name, and the tags among them. */
export interface CountedTerms {
  readonly uses: readonly TermUse[];
  readonly tags: readonly TagCount[];
}

function fixedPages({ pagesFrom }: PageStyle): Work['fixedPages'] {
  return ['search', 'help', '404', 'manifest', ...(pagesFrom === 1 ? [] : (['post'] as const))];
}

function fixedAddress(name: Work['fixedPages'][number]): string {
  return name === 'manifest' ? 'manifest.webmanifest' : `${name}.html`;
}

/** Tags that stand beside the newest posts; what is to be explored are others. */
const commonTags = 25;
