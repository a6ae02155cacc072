import { blurAddress } from '../../catalog/addresses.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import type { Rating } from '../../catalog/rating.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { PostRow } from './plan-posts.ts';

/** A placeholder that the site has as a picture, for tiles that a script draws. */
export interface PlannedBlur {
  readonly address: string;
  readonly hash: string;
  readonly thumbhash: string;
}

/** Those of some posts whose rating the site blurs. Where it blurs none, no post is looked at. */
export function planBlurs(
  library: Library,
  rows: readonly PostRow[],
  blur: readonly Rating[],
): readonly PlannedBlur[] {
  if (blur.length === 0) return [];
  const facts = library.sql(`SELECT json_extract(view, '$.rating') AS rating,
    json_extract(view, '$.thumbhash') AS thumbhash FROM posts WHERE number = ?`);
  return rows.flatMap(({ number }) => {
    const { rating, thumbhash } = facts.get(number) ?? {};
    if (typeof thumbhash !== 'string' || !blur.some((name) => name === rating)) return [];
    return [{ address: blurAddress(number), hash: contentHash(thumbhash), thumbhash }];
  });
}
