/** Which post has which term, both ways, as slices of two long arrays. Arrays may be shared between threads. */
export interface Incidence {
  /** Post p's terms: `terms` from `termsFrom[p]` to before `termsFrom[p + 1]`, ascending. */
  readonly termsFrom: Uint32Array;
  readonly terms: Uint32Array;
  /** Term t's posts: `posts` from `postsFrom[t]` to before `postsFrom[t + 1]`, ascending. */
  readonly postsFrom: Uint32Array;
  readonly posts: Uint32Array;
}

/** `termsFrom` and `terms` as in an Incidence, the terms of a post in any order; sorts them in place. */
export function incidenceOf(
  termsFrom: Uint32Array,
  terms: Uint32Array,
  termCount: number,
): Incidence {
  const postsFrom = sharedArray(termCount + 1);
  for (let at = 0; at < terms.length; at++) {
    const next = (terms[at] ?? 0) + 1;
    postsFrom[next] = (postsFrom[next] ?? 0) + 1;
  }
  for (let term = 0; term < termCount; term++) {
    postsFrom[term + 1] = (postsFrom[term + 1] ?? 0) + (postsFrom[term] ?? 0);
  }
  const posts = sharedArray(terms.length);
  const next = postsFrom.slice();
  for (let post = 0; post + 1 < termsFrom.length; post++) {
    const from = termsFrom[post] ?? 0;
    const to = termsFrom[post + 1] ?? 0;
    terms.subarray(from, to).sort();
    for (let at = from; at < to; at++) {
      const term = terms[at] ?? 0;
      const place = next[term] ?? 0;
      posts[place] = post;
      next[term] = place + 1;
    }
  }
  return { termsFrom, terms, postsFrom, posts };
}

/** An array of zeroes that threads can share. */
export function sharedArray(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}
