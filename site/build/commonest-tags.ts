import { firstOf } from '../../catalog/first-of.ts';
import { fnv1a } from '../../catalog/index/content-hash.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { TagCount } from '../page-data.ts';

/** As many of the commonest tags may be chosen to be explored. */
export const exploredFrom = 300;
const exploredTags = 30;

/** The tags that most posts have, the commonest first. */
export function commonestTags(tags: readonly TagCount[], most: number): readonly TagCount[] {
  return firstOf(tags, (a, b) => b.count - a.count || compareTags(a.name, b.name), most);
}

/**
 * Some of the commonest tags, chosen by their names alone: the choice stays the same from build to build. `commonest`: the
 * commonest first, `exploredFrom` of them where there are so many.
 */
export function tagsToExplore(commonest: readonly TagCount[]): readonly TagCount[] {
  const encoder = new TextEncoder();
  return commonest
    .slice(0, exploredFrom)
    .map((tag) => ({ tag, at: fnv1a(encoder.encode(tag.name)) }))
    .toSorted((a, b) => a.at - b.at || compareTags(a.tag.name, b.tag.name))
    .slice(0, exploredTags)
    .map(({ tag }) => tag)
    .toSorted((a, b) => compareTags(a.name, b.name));
}
