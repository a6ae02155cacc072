import { isObject, own, ownArray, ownCount, ownObject } from '../../catalog/json.ts';
import { parseRating } from '../../catalog/rating.ts';
import { isTagCategory, type Tag, type TagCategory, tagCategories } from '../../catalog/tag.ts';
import type { Draft } from './draft.ts';

/** A tag that a model guesses, and how sure it is. */
export interface GuessedTag extends Tag {
  readonly percent: number;
}

/** A post as the server says it is now. */
export interface EditedPost extends Draft {
  readonly number: number;
  /** To be named by the next edit. */
  readonly version: number;
  readonly guesses: readonly GuessedTag[];
  /** How many changes its history has; 0 for those who are not logged in. */
  readonly changes: number;
  /** The edition of the site that will have it; `undefined` where nothing was changed. */
  readonly edition: number | undefined;
}

/** Reads the server's answer. Throws an Error where it is no post. */
export function parseEditedPost(answer: unknown): EditedPost {
  const number = isObject(answer) ? ownCount(answer, 'number') : undefined;
  const version = isObject(answer) ? ownCount(answer, 'version') : undefined;
  if (!isObject(answer) || number === undefined || version === undefined) {
    throw new Error('the server’s answer is no post');
  }
  const edits = ownObject(answer, 'edits') ?? {};
  return {
    number,
    version,
    tags: readTags(ownObject(answer, 'tags') ?? {}),
    rating: parseRating(own(answer, 'rating')),
    parent: ownCount(answer, 'parent'),
    isFavourite: own(answer, 'favourite') === true,
    guesses: ownArray(answer, 'guesses').flatMap(readGuess),
    changes: ownArray(edits, 'history').length,
    edition: ownCount(answer, 'edition'),
  };
}

function readTags(groups: Readonly<Record<string, unknown>>): Draft['tags'] {
  return new Map(
    tagCategories.flatMap((category) =>
      ownArray(groups, category).flatMap((name): [string, TagCategory][] =>
        typeof name === 'string' ? [[name, category]] : [],
      ),
    ),
  );
}

function readGuess(item: unknown): readonly GuessedTag[] {
  if (!isObject(item)) return [];
  const name = own(item, 'name');
  const category = own(item, 'category');
  const percent = ownCount(item, 'percent');
  const isGuess = typeof name === 'string' && isTagCategory(category) && percent !== undefined;
  return isGuess ? [{ name, category, percent }] : [];
}
