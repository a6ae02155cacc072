import type { Incidence } from './incidence.ts';

/** Weights of tags with a bitmap have three bits at most. */
const highestWeight = 7;

/** Bitmaps of the commonest terms over all posts. */
export interface CommonBitmaps {
  /** The first term with a bitmap; all behind it have one too. */
  readonly first: number;
  /** 32-bit words a bitmap. */
  readonly words: number;
  /** One bitmap after another, then an empty one. */
  readonly bits: Int32Array;
}

/** Terms come the rarest first, so the heaviest too. */
export function makeBitmaps(
  { postsFrom, posts }: Incidence,
  weights: Uint32Array,
  postCount: number,
  mostBitmaps: number,
): CommonBitmaps {
  const words = Math.ceil(postCount / 32);
  let first = weights.length;
  while (
    first > 0 &&
    weights.length - first < mostBitmaps &&
    (weights[first - 1] ?? 0) <= highestWeight
  ) {
    first -= 1;
  }
  const bits = new Int32Array(new SharedArrayBuffer((weights.length - first + 1) * words * 4));
  for (let term = first; term < weights.length; term++) {
    const begin = (term - first) * words;
    const to = postsFrom[term + 1] ?? 0;
    for (let at = postsFrom[term] ?? 0; at < to; at++) {
      const post = posts[at] ?? 0;
      const word = begin + (post >>> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (post & 31));
    }
  }
  return { first, words, bits };
}
