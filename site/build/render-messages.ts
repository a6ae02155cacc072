import type { Frame, Work } from '../page-data.ts';

/** Pages for one run of Eleventy. Posts go by number: the renderer reads them from the library itself. */
export interface RenderBatch {
  readonly posts: readonly number[];
  readonly work: Omit<Work, 'posts' | 'frame'>;
}

/** What a renderer needs to know once. */
export interface RenderSetup {
  readonly state: string;
  readonly out: string;
  readonly frame: Frame;
  /** The preview's long side in pixels. */
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

/** An empty batch, to be filled in part. */
export const noPages: RenderBatch['work'] = {
  home: [],
  galleries: [],
  tagPages: [],
  fixedPages: [],
};
