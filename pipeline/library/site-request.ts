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
  /** The process is kept for further builds, which are to cost little. */
  readonly stays?: boolean;
  /** A site of the posts alone that a query finds, from a library that holds no others. */
  readonly part?: SitePart;
  /** Build nothing, and answer nothing: make ready for such a request, which is probably coming. */
  readonly warmUp?: boolean;
  /** Build nothing: say of the file at this address why it would be written. */
  readonly explain?: string;
}

/** Why a file of a site is as it is. */
export interface FileReport {
  readonly address: string;
  /** The part of the site that it belongs to; missing where the site has no such file. */
  readonly part?: string;
  readonly dependsOn: readonly string[];
  /** Why the next build would write or remove it; none: it would not. */
  readonly reasons: readonly string[];
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
}

export type SiteMessage =
  | {
      readonly kind: 'progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'report'; readonly report: SiteReport }
  | { readonly kind: 'explained'; readonly file: FileReport }
  | { readonly kind: 'refused'; readonly message: string }
  /** By the system: a full disk, say. */
  | { readonly kind: 'failed'; readonly message: string; readonly code: string };
