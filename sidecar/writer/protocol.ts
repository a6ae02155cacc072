import type { EditChange } from '../../catalog/edits.ts';
import type { Location } from '../../catalog/record.ts';

/** What the server asks of the process that writes the library and the site for it. */
export type WriterTask =
  /** Brings edited records into the library. */
  | { readonly kind: 'publish'; readonly md5s: readonly string[] }
  /** To the trash, and back. */
  | { readonly kind: 'delete' | 'restore'; readonly md5s: readonly string[] }
  /** One file of a post that has others. */
  | {
      readonly kind: 'delete-copy' | 'restore-copy';
      readonly md5: string;
      readonly location: Location;
    }
  /** `at`: the time of the edit, ISO 8601, by which it can be undone. */
  | {
      readonly kind: 'edit';
      readonly numbers: readonly number[];
      readonly change: EditChange;
      readonly at: string;
    }
  /** What was wrong with a file: the next scan looks at it anew. */
  | { readonly kind: 'forget'; readonly path: string }
  /** Takes back the edits of one time. */
  | { readonly kind: 'undo'; readonly md5s: readonly string[]; readonly at: string };

/** The library's and the site's part of every task comes last; the site is as the library then. */
export interface WriterRequest {
  readonly id: number;
  readonly task: WriterTask;
  readonly collection: string;
  readonly out: string;
}

/** That a task is probably coming. It is not answered. */
export type WriterNotice = Pick<WriterRequest, 'collection' | 'out'>;

/** What a task did: the posts that it changed, and those, of several, that it could not move. */
export interface WriterResult {
  readonly md5s: readonly string[];
  readonly refused?: readonly { readonly md5: string; readonly reason: string }[];
}

export type WriterReply =
  /** The truth is on the disk; the site is still to come. */
  | { readonly id: number; readonly kind: 'written'; readonly result: WriterResult }
  | { readonly id: number; readonly kind: 'published' }
  /** Another process holds the collection's lock: nothing was done. */
  | { readonly id: number; readonly kind: 'busy'; readonly message: string }
  | { readonly id: number; readonly kind: 'refused'; readonly message: string }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
