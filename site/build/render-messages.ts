import type { Frame, Work } from '../page-data.ts';

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

/** What a renderer needs to know once. */
export interface RenderSetup {
  readonly state: string;
  readonly out: string;
  readonly frame: Frame;
  readonly pageSize: number;
  /** The long sides of a thumbnail and a preview in pixels. */
  readonly grid: number;
  readonly preview: number;
  /** Where originals are if not in the site: an http(s) address. */
  readonly originalsAddress: string | undefined;
}

export type RenderRequest =
  | { readonly kind: 'setup'; readonly setup: RenderSetup }
  | { readonly kind: 'batch'; readonly batch: RenderBatch };

export type RenderReply =
  /** Addresses that were rendered, and how many of their files were not the same already. */
  | { readonly kind: 'done'; readonly addresses: readonly string[]; readonly written: number }
  | { readonly kind: 'failed'; readonly reason: string };
