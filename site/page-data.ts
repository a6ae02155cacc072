import type { Post } from '../catalog/post.ts';
import type { Rating } from '../catalog/rating.ts';
import type { Statistics } from '../catalog/statistics.ts';
import type { TagCategory } from '../catalog/tag.ts';
import type { SmallSizes } from '../catalog/tile-sources.ts';
import type { TagSection } from './view/tag-sections.ts';

/** What every page needs besides its own content. */
export interface Frame {
  /** The site's name. */
  readonly title: string;
  /** The theme of first visit. */
  readonly theme: 'system' | 'light' | 'dark';
  /** `https://host` where originals are on another host: the one place besides our own that pictures may come from. */
  readonly imageOrigin?: string;
  /** Where originals are if not in the site, without a slash at its end. */
  readonly originalsAddress?: string;
  /** What the gallery begins with. */
  readonly order: GalleryOrder;
  /** Ratings whose pictures are blurred until the visitor says otherwise. */
  readonly blur: readonly Rating[];
  /** Whether posts say which others are related. */
  readonly hasRelated: boolean;
  readonly sizes: SmallSizes;
  /** The site's own address, http(s), where the settings say it: for the links of the 404 page. */
  readonly url?: string;
  readonly assets: Assets;
}

/** Addresses below the site's root; their names carry a hash of the content. */
export interface Assets {
  readonly styles: string;
  readonly icon: string;
  /** The same as a picture of 180 × 180, for home screens. */
  readonly touchIcon: string;
  /** Runs before the first paint: the visitor's theme. */
  readonly theme: string;
  /** The theme too, where the way to the root must be found first. */
  readonly findRoot: string;
  /** On every page: theme, keys, the way to the index. */
  readonly core: string;
  /** Completion; loaded when the search field is entered. */
  readonly suggest: Scripts;
  /** Only on the gallery's own pages; what makes those go on without end is loaded after their pictures. */
  readonly gallery: Scripts;
  readonly endless: Scripts;
  /** Only on the page of results and the one for addresses where nothing is, and only on post pages. */
  readonly results: Scripts;
  readonly post: Scripts;
  /** Loaded when a picture is first zoomed. */
  readonly viewer: Scripts;
  readonly viewerStyles: string;
  /** Loaded when the settings or the slideshow are first opened. */
  readonly settings: Scripts;
  readonly slideshow: Scripts;
  /** Only on pages of tags. */
  readonly tags: Scripts;
  /** Loaded where the page comes from the user's own server; the editor itself when it is first opened. */
  readonly editing: Scripts;
  readonly tagEditor: Scripts;
  /** Loaded when the first tile is selected. */
  readonly selection: Scripts;
}

/** A script, the last, and those that it runs after, besides the core; in the order in which they run. */
type Scripts = readonly string[];

/** A picture in a grid. Everything a tile shows without another request. */
export interface Tile {
  readonly number: number;
  /** Where its post is shown, below the root; missing: on a page of its own. */
  readonly address?: string;
  /** Pixels of the grid thumbnail. */
  readonly width: number;
  readonly height: number;
  /** Width / height in hundredths, 40 to 260: the class `.r150`. */
  readonly ratio: number;
  /** The placeholder's colour, one of 64: the class `.c0` … `.c63`, two bits each of red, green and blue. */
  readonly colour: number;
  /** The placeholder itself, base64: painted by the script where the picture takes its time. */
  readonly thumbhash: string;
  /** Up to six tags, characters first, and the artist; never a file name. */
  readonly alt: string;
  /** Its rating, where the site wants pictures of it blurred: then the page holds no address of the picture. */
  readonly veil?: Rating;
  readonly badges: readonly TileBadge[];
  /** Its family in the collection. */
  readonly hasParent: boolean;
  readonly children: number;
}
export type TileBadge = 'gif' | 'animated' | 'ai' | 'damaged';

/** The newest posts first, or the oldest. */
export type GalleryOrder = 'new' | 'old';

/** A page of the gallery: fixed numbers, in the gallery's order. */
export interface GalleryPage {
  /** From 1; `undefined`: the home page, which shows what comes first. */
  readonly page: number | undefined;
  readonly tiles: readonly Tile[];
  /** The next gallery pages with pictures; `undefined` towards the beginning leads to the home page. */
  readonly older: number | undefined;
  readonly newer: number | undefined;
}

/** The home page knows the whole; no other page of the gallery does, so that it need not change. */
export interface HomePage extends GalleryPage {
  readonly posts: number;
  /** Different tags in the collection. */
  readonly tagTotal: number;
  /** The commonest tags. */
  readonly common: readonly TagCount[];
  /** Tags to explore. */
  readonly explore: readonly TagCount[];
}

export interface TagCount {
  readonly name: string;
  readonly category: TagCategory;
  readonly count: number;
}

/** A post's page: the post alone; all else about it comes from shards. */
export interface PostPage {
  readonly post: Post;
  /** Where its original is, below the root, or an http(s) address. */
  readonly original: string;
  /** Pixels of the preview. */
  readonly preview: { readonly width: number; readonly height: number };
  readonly alt: string;
}

/** A page of tags. */
export interface TagsPage {
  readonly section: TagSection;
  /** Part of its address; `undefined`: the section's first. */
  readonly page: string | undefined;
  readonly entries: readonly TagCount[];
  /** On the first page of many: where its section can be entered, below the root. */
  readonly pages: readonly { readonly address: string; readonly label: string }[];
  /** Addresses below the root. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** Different tags in the collection; on the first page alone. */
  readonly total?: number;
}

/** The numbers of the whole collection, and tags to explore. */
export interface StatsPage {
  readonly numbers: Statistics;
  readonly explore: readonly TagCount[];
}

/** The newest posts, for those who follow; only where the site's own address is known. */
export interface FeedPage {
  readonly url: string;
  /** Of the newest post. */
  readonly updated: string;
  readonly entries: readonly {
    readonly tile: Tile;
    readonly added: string;
  }[];
}

/** Addresses below the root of every page that leads to posts, for search engines. */
export interface SitemapPage {
  readonly url: string;
  readonly addresses: readonly string[];
}

/** What one run of Eleventy renders: the global data `work`. */
export interface Work {
  readonly frame: Frame;
  readonly home: readonly HomePage[];
  readonly galleries: readonly GalleryPage[];
  readonly posts: readonly PostPage[];
  readonly tagPages: readonly TagsPage[];
  readonly stats: readonly StatsPage[];
  readonly feeds: readonly FeedPage[];
  readonly sitemaps: readonly SitemapPage[];
  /** Which of the pages without content of their own are wanted in this run. */
  readonly fixedPages: readonly ('search' | 'help' | '404' | 'manifest' | 'post')[];
}
