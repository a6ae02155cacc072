import { numbersPerFolder, postAddress } from '../../catalog/addresses.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import type { ImageFormat } from '../../catalog/measures.ts';
import type { Library } from '../../pipeline/library/library.ts';

/** A post, as far as planning goes. */
export interface PostRow {
  readonly number: number;
  readonly md5: string;
  readonly format: ImageFormat;
  /** Of everything that its page says. */
  readonly hash: string;
}

/** The posts of the numbers that share a folder, `thousand` × 1,000 and on. */
export function readThousand(library: Library, thousand: number): readonly PostRow[] {
  return readRows(library, thousand * numbersPerFolder, (thousand + 1) * numbersPerFolder - 1);
}

/** The posts from `first` to `last`. */
export function readRows(library: Library, first: number, last: number): readonly PostRow[] {
  return library
    .sql(`SELECT number, md5, hash, format FROM posts
          WHERE number BETWEEN ? AND ? ORDER BY number`)
    .all(first, last)
    .map((row) => ({
      number: Number(row['number']),
      md5: String(row['md5']),
      format: String(row['format']) as ImageFormat,
      hash: String(row['hash']),
    }));
}

/** A post's page depends on its own record and the templates alone. */
export function planPostPage(
  { number, hash }: PostRow,
  styleHash: string,
): { readonly address: string; readonly hash: string } {
  return { address: postAddress(number), hash: contentHash(`${styleHash} ${hash}`) };
}

/** The part of the site that the folders of a thousand numbers are. */
export function postsPart(thousand: number): string {
  return `posts ${thousand}`;
}
