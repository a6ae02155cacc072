import { ownValues } from '../../catalog/index/columns.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import type { ImageFormat } from '../../catalog/measures.ts';
import { categoryRanks } from '../../catalog/merge-tags.ts';
import type { Post, SiteId } from '../../catalog/post.ts';
import { systemTermsOf } from '../../catalog/search/system-terms.ts';
import { keyHashOf } from './key-sum.ts';
import { codes, termCode } from './pack-terms.ts';
import { formatPost } from './post-text.ts';

/** All that the library keeps of a post, worked out of it alone. It can be sent from one thread to another. */
export interface PreparedPost {
  readonly number: number;
  readonly md5: string;
  readonly format: ImageFormat;
  /** The post itself, see post-text.ts. */
  readonly view: string;
  readonly hash: string;
  /** Of what look-up tables know it by. */
  readonly keyHash: string;
  /** Words as in pack-terms.ts, but for the ids: they are places in the preparer's list of names. */
  readonly words: Uint32Array;
  /** In the order of `ownColumns`. */
  readonly values: readonly (number | null)[];
  readonly ids: readonly SiteId[];
  readonly parents: readonly SiteId[];
  readonly chosenParent?: number | null;
}

/** Prepares posts, and lists the names of their terms, once each. */
export class PostPreparer {
  readonly #places = new Map<string, number>();
  #news: string[] = [];

  prepare(post: Post): PreparedPost {
    const view = formatPost(post);
    const { number, md5, format, ids, parents, chosenParent } = post;
    return {
      number,
      md5,
      format,
      view,
      hash: contentHash(view),
      keyHash: keyHashOf(post),
      words: this.#wordsOf(post),
      values: ownValues(post).map((value) => value ?? null),
      ids,
      parents,
      ...(chosenParent === undefined ? {} : { chosenParent }),
    };
  }

  /** The names that have come to the end of the list since this was asked last. */
  takeNews(): readonly string[] {
    const news = this.#news;
    this.#news = [];
    return news;
  }

  #wordsOf(post: Post): Uint32Array {
    const facts = systemTermsOf(post);
    const words = new Uint32Array(facts.length + post.terms.length);
    const factCode = termCode(undefined, categoryRanks.none);
    let at = 0;
    for (const name of facts) words[at++] = this.#placeOf(name) * codes + factCode;
    for (const { name, category, rank } of post.terms) {
      words[at++] = this.#placeOf(name) * codes + termCode(category, rank);
    }
    return words;
  }

  #placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#places.size;
    this.#places.set(name, place);
    this.#news.push(name);
    return place;
  }
}
