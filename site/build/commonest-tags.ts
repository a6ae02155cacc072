import { firstOf } from '../../catalog/first-of.ts';
import { fnv1a } from '../../catalog/index/content-hash.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { TagCount } from '../page-data.ts';

const commonest = 300;
const exploredTags = 30;

/** The tags that most posts have, the commonest first. */
export function commonestTags(tags: readonly TagCount[]): readonly TagCount[] {
  return firstOf(tags, (a, b) => b.count - a.count || compareTags(a.name, b.name), commonest);
}

/** Some of the commonest tags, chosen by their names alone: the choice stays the same from build to build. */
export function tagsToExplore(tags: readonly TagCount[]): readonly TagCount[] {
  const encoder = new TextEncoder();
  return commonestTags(tags)
    .map((tag) => ({ tag, at: fnv1a(encoder.encode(tag.name)) }))
    .toSorted((a, b) => a.at - b.at || compareTags(a.tag.name, b.tag.name))
    .slice(0, exploredTags)
    .map(({ tag }) => tag)
    .toSorted((a, b) => compareTags(a.name, b.name));
}
