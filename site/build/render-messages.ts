import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import type { Work } from '../page-data.ts';
import type { PageStyle } from './plan-pages.ts';

/** A page of the gallery to render: its posts are read from the library. */
export interface GalleryWish {
  readonly page: number;
  /** The nearest pages with pictures. */
  readonly older: number | undefined;
  readonly newer: number | undefined;
  /** As `PageStyle` has it; 1 where all of its posts have pages, 0 where none has. */
  readonly pagesFrom: number;
}

/** Pages for one run of Eleventy. Posts go by number: the renderer reads them from the library itself. */
export interface RenderBatch {
  readonly posts: readonly number[];
  readonly galleries: readonly GalleryWish[];
  readonly work: Omit<Work, 'posts' | 'galleries' | 'frame'>;
}

/** Addresses that were rendered, and how many of their files were not the same already. */
export interface RenderedBatch {
  readonly addresses: readonly string[];
  readonly written: number;
}

/** The folders of a thousand numbers, to be planned and written: pages and pictures. */
export interface PostsOrder {
  readonly thousand: number;
  /** A file of theirs is not there any more, or could not be made last time: then all are looked at. */
  readonly isDamaged: boolean;
  /** Addresses of theirs that are not there any more. */
  readonly missing: readonly string[];
}

/** What has come of it. */
export interface PostsOutcome {
  /** Every file that these folders have, and the hash of what it is made of. */
  readonly files: readonly (readonly [address: string, hash: string])[];
  readonly pagesWritten: number;
  readonly picturesPlaced: number;
  /** Pictures that could not be put in place. */
  readonly failed: readonly { readonly address: string; readonly reason: string }[];
  /** Folders, relative, in which something was written. */
  readonly touched: readonly string[];
}

/** What a renderer needs to know once. */
export interface RenderSetup {
  readonly request: SiteRequest;
  readonly style: PageStyle;
  /** The library's revision from which on changes concern posts; 0: all of it. */
  readonly since: number;
  /** Pages a run of Eleventy, at most. */
  readonly pagesPerRun: number;
}

export type RenderOrder =
  | { readonly kind: 'pages'; readonly batch: RenderBatch }
  | { readonly kind: 'posts'; readonly posts: PostsOrder };

export type RenderRequest = { readonly kind: 'setup'; readonly setup: RenderSetup } | RenderOrder;

export type RenderOutcome =
  | { readonly kind: 'pages'; readonly rendered: RenderedBatch }
  | { readonly kind: 'posts'; readonly outcome: PostsOutcome };

export type RenderReply =
  | RenderOutcome
  /** The settings want what cannot be done there. */
  | { readonly kind: 'refused'; readonly message: string }
  /** `code`: the system's name of the failure, where it is the system's. */
  | { readonly kind: 'failed'; readonly reason: string; readonly code?: string };
