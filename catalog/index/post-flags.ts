import type { Post } from '../post.ts';
import { highestRatio, lowestRatio } from './shape.ts';

/** What badges say of a post, a bit each: the column `flags`. A tile in results then needs one block for all of them. */
export const postFlags = {
  animated: 1,
  gif: 2,
  guessed: 4,
  damaged: 8,
  /** Much taller or wider than its tile, which shows the middle of it. */
  strip: 16,
  /** The other posts decide these two: it has a parent in the collection; it has children there. */
  child: 32,
  parent: 64,
} as const;
export type PostFlag = keyof typeof postFlags;

/** The flags that a post's own record decides. */
export function ownFlags(
  post: Pick<Post, 'frames' | 'format' | 'isGuessed' | 'damaged' | 'width' | 'height'>,
): number {
  const isAnimated = post.frames > 1;
  const holds: Readonly<Record<Exclude<PostFlag, 'child' | 'parent'>, boolean>> = {
    animated: isAnimated,
    gif: isAnimated && post.format === 'gif',
    guessed: post.isGuessed,
    damaged: post.damaged !== undefined,
    strip: isStrip(post),
  };
  let flags = 0;
  for (const [flag, isSet] of Object.entries(holds)) {
    if (isSet) flags |= postFlags[flag as PostFlag];
  }
  return flags;
}

function isStrip({ width, height }: Pick<Post, 'width' | 'height'>): boolean {
  const exact = (width / height) * 100;
  return exact < lowestRatio * 0.95 || exact > highestRatio * 1.05;
}

/** Whether flags hold one of them. */
export function hasFlag(flags: number, flag: PostFlag): boolean {
  return (flags & postFlags[flag]) !== 0;
}
