import type { Post } from '../post.ts';
import type { TagCategory } from '../tag.ts';
import { ownFlags } from './post-flags.ts';
import { ratioOf } from './shape.ts';

/** The facts of a post that are one number, and that its own record decides. Every post has a shape: see shape.ts. */
export const ownColumns = [
  'shape',
  'flags',
  'width',
  'height',
  'bytes',
  'frames',
  'added',
  'created',
  'score',
  'favcount',
  'tagcount',
  'gentags',
  'arttags',
  'chartags',
  'copytags',
  'metatags',
] as const;
export type OwnColumn = (typeof ownColumns)[number];

/** Besides its own: the number of its parent in the collection, and how many children it has there. */
export const columnNames = [...ownColumns, 'parent', 'children'] as const;
export type ColumnName = (typeof columnNames)[number];

/** A site's own ids are a column each. `danbooru` → `id-danbooru`; other names in hex, so that none makes a bad file name. */
export function idColumn(site: string): string {
  if (/^[a-z0-9]+$/.test(site)) return `id-${site}`;
  const bytes = [...new TextEncoder().encode(site)];
  return `id-x-${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Seconds in a minute: what `created` counts in, as sites' dates are of no finer use. */
export const createdStep = 60;

/** A post's numbers, in the order of `ownColumns`; times in seconds since 1970, `created` in whole minutes. */
export function ownValues(post: Post): readonly (number | undefined)[] {
  const counts = new Map<TagCategory, number>();
  for (const { category } of post.terms) counts.set(category, (counts.get(category) ?? 0) + 1);
  const count = (category: TagCategory): number => counts.get(category) ?? 0;
  const values: Readonly<Record<OwnColumn, number | undefined>> = {
    shape: ratioOf(post.width, post.height),
    flags: ownFlags(post),
    width: post.width,
    height: post.height,
    bytes: post.bytes,
    frames: post.frames,
    added: unitsSince1970(post.added, 1),
    created: post.created === undefined ? undefined : unitsSince1970(post.created, createdStep),
    score: post.score,
    favcount: post.favourites,
    tagcount: post.terms.length,
    gentags: count('general'),
    arttags: count('artist'),
    chartags: count('character'),
    copytags: count('copyright'),
    metatags: count('meta'),
  };
  return ownColumns.map((name) => clamp(values[name]));
}

/** What a column can hold; a score beyond is nonsense from a hostile answer. */
const greatest = 2 ** 48;

function clamp(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.min(greatest, Math.max(-greatest, value));
}

/** `undefined` where the text is no date: then the post has none. */
function unitsSince1970(text: string, seconds: number): number | undefined {
  const time = Date.parse(text);
  return Number.isFinite(time) ? Math.floor(time / 1000 / seconds) : undefined;
}
