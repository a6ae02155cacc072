import type { Answer } from './answer.ts';
import {
  isObject,
  type JsonObject,
  own,
  ownArray,
  ownInteger,
  ownStrings,
  ownText,
} from './json.ts';
import { parseRating, type Rating } from './rating.ts';
import type { Location } from './record.ts';
import { normaliseTag, type TagCategory, tagCategories } from './tag.ts';

/** What one tag file says, as the record of its picture keeps it: tags as they are spelled there. */
export interface TagFileEntry extends Location {
  /** Tags by category; `untyped`: the file does not say which. */
  readonly tags: { readonly [K in TagCategory | 'untyped']?: readonly string[] };
  readonly rating?: Rating;
  readonly score?: number;
  readonly favourites?: number;
  /** ISO 8601, UTC. */
  readonly created?: string;
  /** The source whose post it describes, with that site's own ids. */
  readonly site?: string;
  readonly id?: number;
  readonly parent?: number;
  readonly origins?: readonly string[];
}

/** The answer of the source `tagfile`: every tag file of a picture, by place. */
export interface TagFilesAnswer {
  readonly files: readonly TagFileEntry[];
}

/** The name of tag files among a record's sources. */
export const tagFileSource = 'tagfile';

/** Whether a raw answer is one that tag files gave. */
export function isTagFilesAnswer(raw: JsonObject): boolean {
  return Array.isArray(own(raw, 'files'));
}

/** Reads what a record keeps of tag files: their tags together; of the rest, what the first one says that says it. */
export function readTagFilesAnswer(raw: JsonObject): Answer {
  const entries = ownArray(raw, 'files').filter(isObject);
  const tags = new Map<string, TagCategory | undefined>();
  for (const entry of entries) {
    for (const [name, category] of tagsOf(entry)) {
      if (tags.get(name) === undefined) tags.set(name, category);
    }
  }
  const first = <T>(read: (entry: JsonObject) => T | undefined): T | undefined =>
    entries.map(read).find((value) => value !== undefined);
  const rating = first((entry) => parseRating(own(entry, 'rating')));
  const score = first((entry) => ownInteger(entry, 'score'));
  const favourites = first((entry) => ownInteger(entry, 'favourites'));
  const created = first((entry) => ownText(entry, 'created'));
  const post = entries.find((entry) => ownText(entry, 'site') && ownInteger(entry, 'id'));
  const parent = post && ownInteger(post, 'parent');
  return {
    tags,
    ...(rating && { rating }),
    ...(score === undefined ? {} : { score }),
    ...(favourites === undefined ? {} : { favourites }),
    ...(created && { created }),
    ...(post && { site: ownText(post, 'site') ?? '', id: ownInteger(post, 'id') ?? 0 }),
    ...(parent ? { parent } : {}),
    origins: entries.flatMap((entry) => ownStrings(entry, 'origins')),
  };
}

function* tagsOf(entry: JsonObject): Iterable<readonly [string, TagCategory | undefined]> {
  const groups = own(entry, 'tags');
  if (!isObject(groups)) return;
  for (const category of [...tagCategories, undefined]) {
    for (const raw of ownStrings(groups, category ?? 'untyped')) {
      const name = normaliseTag(raw);
      if (name !== '') yield [name, category];
    }
  }
}

/**
 * What a record keeps after some of its picture's tag files were read: `read`, by `placeKey`, takes the place of what
 * they said before; `undefined` there: nothing. What a file said that is gone stays, unless one that is there says the
 * same: then it was moved.
 */
export function mergeTagFiles(
  known: unknown,
  read: ReadonlyMap<string, TagFileEntry | undefined>,
  isThere: (place: Location) => boolean,
): TagFilesAnswer | undefined {
  const entries = new Map<string, TagFileEntry>();
  const before = isObject(known) ? ownArray(known, 'files') : [];
  for (const entry of before.filter(isEntry)) entries.set(placeKey(entry), entry);
  for (const [key, entry] of read) {
    if (entry) entries.set(key, entry);
    else entries.delete(key);
  }
  const said = new Set([...entries.values()].filter(isThere).map(contentOf));
  const files = [...entries]
    .filter(([, entry]) => isThere(entry) || !said.has(contentOf(entry)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, entry]) => entry);
  return files.length === 0 ? undefined : { files };
}

function isEntry(value: unknown): value is TagFileEntry {
  return isObject(value) && ownText(value, 'path') !== undefined;
}

/** Tells tag files apart. */
export function placeKey({ path, root = '' }: Location): string {
  return `${root}\0${path}`;
}

function contentOf({ path: _path, root: _root, ...content }: TagFileEntry): string {
  return JSON.stringify(content);
}
