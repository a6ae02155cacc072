import {
  originalAddress,
  postAddress,
  previewAddress,
  thumbnailAddress,
} from '../../catalog/addresses.ts';
import { formatEdits } from '../../catalog/edits.ts';
import { type MergeRules, type Post, postOf, type SiteId } from '../../catalog/post.ts';
import type { PostRecord } from '../../catalog/record.ts';
import { type TagCategory, tagCategories } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';

/** A post in a list: from the library, so as of the last publication. */
export interface PostSummary {
  readonly number: number;
  readonly md5: string;
  readonly page: string;
  readonly thumb: string;
  readonly rating: string | null;
  readonly favourite: boolean;
  readonly tags: TagsByCategory;
  /** The first path below the image folders; for the user alone. */
  readonly path?: string;
}

type TagsByCategory = Readonly<Partial<Record<TagCategory, readonly string[]>>>;

export function summaryOf(post: Post, isForUser: boolean): PostSummary {
  const { number, md5, paths } = post;
  return {
    number,
    md5,
    page: postAddress(number),
    thumb: thumbnailAddress(number),
    rating: post.rating ?? null,
    favourite: post.isFavourite,
    tags: byCategory(post),
    ...(isForUser && paths[0] !== undefined ? { path: paths[0] } : {}),
  };
}

/** A post as its record says it now, with the version that an edit must name. */
export function viewOf(
  record: PostRecord,
  rules: MergeRules,
  library: Library,
  isForUser: boolean,
): Readonly<Record<string, unknown>> {
  const post = postOf(record, rules);
  const { history, ...state } = formatEdits(record.edits);
  return {
    number: record.number,
    version: record.revision,
    md5: record.md5,
    tags: post ? byCategory(post) : {},
    edits: isForUser ? { ...state, history: history ?? [] } : state,
    rating: post?.rating ?? null,
    parent: post ? parentOf(post, library) : null,
    favourite: record.edits.favourite,
    ...(post ? measuresOf(post) : {}),
    ...(isForUser
      ? { paths: record.locations.map(({ path }) => path), lookups: lookupsOf(record) }
      : {}),
  };
}

function measuresOf(post: Post): Readonly<Record<string, unknown>> {
  const { number, width, height, format, bytes, added } = post;
  return {
    width,
    height,
    format,
    bytes,
    added,
    score: post.score ?? null,
    sources: post.foundBy,
    guesses: (post.guesses ?? []).map(([name, category, percent]) => ({ name, category, percent })),
    page: postAddress(number),
    thumb: thumbnailAddress(number),
    preview: previewAddress(number),
    original: originalAddress(number, format),
  };
}

function lookupsOf({ lookups }: PostRecord): Readonly<Record<string, unknown>> {
  return Object.fromEntries(lookups);
}

function byCategory({ terms }: Post): TagsByCategory {
  const entries = tagCategories.map((category): [TagCategory, readonly string[]] => [
    category,
    terms.filter((tag) => tag.category === category).map(({ name }) => name),
  ]);
  return Object.fromEntries(entries.filter(([, names]) => names.length > 0));
}

/** The parent's number: the user's choice, else the first that a source names and the collection has. */
function parentOf({ chosenParent, parents, number }: Post, library: Library): number | null {
  if (chosenParent !== undefined) return chosenParent;
  for (const parent of parents) {
    const found = findBySite(library, parent);
    if (found !== undefined && found !== number) return found;
  }
  return null;
}

function findBySite(library: Library, { source, id }: SiteId): number | undefined {
  const row = library
    .sql('SELECT min(number) AS number FROM site_ids WHERE source = ? AND id = ?')
    .get(source, id);
  return row?.['number'] == null ? undefined : Number(row['number']);
}
