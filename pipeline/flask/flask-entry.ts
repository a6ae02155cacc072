import { isObject, type JsonObject, own, ownStrings, ownText } from '../../catalog/json.ts';
import { md5Pattern } from '../../catalog/record.ts';
import { normaliseTag, type TagCategory } from '../../catalog/tag.ts';

/** The categories that the Flask version kept, with their fields in tags.json. */
export const flaskCategories: readonly (readonly [string, TagCategory])[] = [
  ['tags_character', 'character'],
  ['tags_copyright', 'copyright'],
  ['tags_artist', 'artist'],
  ['tags_meta', 'meta'],
  ['tags_general', 'general'],
];

/** What stands in the Flask version's tags.json for a picture that nobody knew. */
export const notFound = 'not_found';

/** A picture's tags as the Flask version's tags.json has them. */
export interface FlaskEntry {
  /** Its path below `static/images`. */
  readonly path: string;
  readonly md5?: string;
  /** The one field that a user could edit. */
  readonly tags: ReadonlySet<string>;
  /** The fields by category: the best source's tags, which no edit reached. */
  readonly categories: ReadonlyMap<string, TagCategory>;
  /** Who told the tags; empty in the oldest form, a plain string. */
  readonly sources: readonly string[];
}

/** Reads a value of tags.json; `undefined` where it says that there are no tags. Throws an Error that says what is odd. */
export function parseFlaskEntry(path: string, value: unknown): FlaskEntry | undefined {
  if (value === notFound) return undefined;
  if (typeof value === 'string') {
    return { path, tags: splitTags(value), categories: new Map(), sources: [] };
  }
  if (!isObject(value)) throw new Error('is neither text nor an object');
  const tags = own(value, 'tags');
  if (typeof tags !== 'string') throw new Error('has no text called "tags"');
  const md5 = ownText(value, 'md5')?.toLowerCase();
  return {
    path,
    ...(md5 !== undefined && md5Pattern.test(md5) ? { md5 } : {}),
    tags: splitTags(tags),
    categories: readCategories(value),
    sources: ownStrings(value, 'sources'),
  };
}

function readCategories(value: JsonObject): ReadonlyMap<string, TagCategory> {
  const categories = new Map<string, TagCategory>();
  for (const [field, category] of flaskCategories) {
    for (const tag of splitTags(own(value, field))) {
      if (!categories.has(tag)) categories.set(tag, category);
    }
  }
  return categories;
}

/** Tags as the Flask version wrote them: one text, spaces between. */
export function splitTags(text: unknown): ReadonlySet<string> {
  if (typeof text !== 'string') return new Set();
  return new Set(
    text
      .split(/\s+/u)
      .map(normaliseTag)
      .filter((tag) => tag !== ''),
  );
}
