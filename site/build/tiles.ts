import { postAddress } from '../../catalog/addresses.ts';
import { fit, ratioOf } from '../../catalog/index/shape.ts';
import type { Post } from '../../catalog/post.ts';
import type { Rating } from '../../catalog/rating.ts';
import { compareTags, type TagCategory } from '../../catalog/tag.ts';
import { tagText } from '../../catalog/wording.ts';
import type { Tile, TileBadge } from '../page-data.ts';
import { colourOf } from '../view/colour.ts';
import type { KinFacts } from './kin-facts.ts';

/** A post as a grid shows it. `grid`: the thumbnails' long side in pixels; `blur`: ratings to be blurred; `kin`: its family. */
export function tileOf(
  post: Post,
  grid: number,
  blur: readonly Rating[],
  kin: KinFacts | undefined,
): Tile {
  return {
    number: post.number,
    ...fit(post.width, post.height, grid),
    ratio: ratioOf(post.width, post.height),
    colour: colourOf(post.thumbhash),
    thumbhash: post.thumbhash,
    alt: altOf(post),
    badges: badgesOf(post),
    hasParent: kin?.hasParent ?? false,
    children: kin?.children ?? 0,
    ...(post.rating !== undefined && blur.includes(post.rating) ? { veil: post.rating } : {}),
  };
}

/** A tile that leads to where its post is shown. `pagesFrom`: the lowest number that has a page of its own; 0: none has. */
export function leading(tile: Tile, pagesFrom: number): Tile {
  const address = postAddress(tile.number, pagesFrom);
  return address === postAddress(tile.number) ? tile : { ...tile, address };
}

function badgesOf(post: Post): readonly TileBadge[] {
  const badges: TileBadge[] = [];
  if (post.frames > 1) badges.push(post.format === 'gif' ? 'gif' : 'animated');
  if (post.isGuessed) badges.push('ai');
  if (post.damaged !== undefined) badges.push('damaged');
  return badges;
}

const altOrder: readonly TagCategory[] = ['character', 'copyright', 'species', 'general'];
const altTags = 6;

/** Up to six tags, characters first, and who made it: "hakurei reimu, 1girl (by artist)". Never a file's name. */
export function altOf(post: Post): string {
  const place = (category: TagCategory): number => altOrder.indexOf(category);
  const named = post.terms
    .filter(({ category }) => altOrder.includes(category))
    .toSorted((a, b) => place(a.category) - place(b.category) || compareTags(a.name, b.name))
    .slice(0, altTags)
    .map(({ name }) => tagText(name));
  const artists = post.terms.filter(({ category }) => category === 'artist');
  const makers = artists
    .map(({ name }) => tagText(name))
    .slice(0, 2)
    .join(', ');
  if (makers === '') return named.join(', ');
  return named.length > 0 ? `${named.join(', ')} (by ${makers})` : `by ${makers}`;
}
