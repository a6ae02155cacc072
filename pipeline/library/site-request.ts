import type { TagCategory } from '../../catalog/tag.ts';
import type { Settings } from '../settings/settings.ts';

/** Files of one kind, counted by what was done with them. */
export interface Counts {
  written: number;
  same: number;
  removed: number;
}

/** What the command line asks of the process that builds a site. */
export interface SiteRequest {
  readonly settings: Settings;
  /** The categories that `tags.yaml` gives. */
  readonly categories: readonly (readonly [string, TagCategory])[];
  /** Other names of tags, from `tags.yaml`: each with the tag shown instead. */
  readonly aliases: readonly (readonly [string, string])[];
  readonly roots: readonly { readonly root: string; readonly folder: string }[];
  /** Absolute. */
  readonly out: string;
  /** A site of the posts alone that a query finds, from a library that holds no others. */
  readonly part?: SitePart;
}

export interface SitePart {
  readonly query: string;
  /** The state folder of that library. */
  readonly state: string;
}

/** What came of a build. */
export interface SiteReport {
  readonly posts: number;
  readonly pages: Counts;
  readonly shards: Counts;
  /** Originals, previews and thumbnails. */
  readonly media: Counts;
  readonly seconds: number;
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
  readonly notices: readonly string[];
}

export type SiteMessage =
  | {
      readonly kind: 'progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'report'; readonly report: SiteReport }
  | { readonly kind: 'refused'; readonly message: string };
