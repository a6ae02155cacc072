import { decodeHTML } from 'entities';
import { readTime } from '../../../catalog/answer.ts';
import {
  isObject,
  type JsonObject,
  own,
  ownArray,
  ownInteger,
  ownObject,
  ownText,
} from '../../../catalog/json.ts';
import { parseRating } from '../../../catalog/rating.ts';
import type { TagCategory } from '../../../catalog/tag.ts';
import { looseRating, namedCategory, TagCollector, type TagFileContent } from './tag-collector.ts';

/** Sites whose API escapes tags, and whose answers downloaders write as they are. */
const escapingSites: ReadonlySet<string> = new Set(['gelbooru', 'safebooru', 'rule34']);
/** gallery-dl's names of the sites that are sources here: their ids can be joined. */
const knownSites: ReadonlySet<string> = new Set([
  'danbooru',
  'e621',
  'gelbooru',
  'yandere',
  'konachan',
  'safebooru',
  'rule34',
]);

/**
 * Reads a downloader's JSON by its shape: gallery-dl's of any site (`tags`, `tags_artist`, `tag_string_artist`,
 * `hashtags`), a booru's own post, Hydrus' list. `undefined` where it holds no tags.
 */
export function parseTagJson(value: unknown): TagFileContent | undefined {
  const post = unwrap(value);
  const tags = new TagCollector();
  if (Array.isArray(post)) {
    for (const item of post) if (typeof item === 'string') tags.addItem(item);
    return tags.content();
  }
  if (!isObject(post)) return undefined;
  const site = ownText(post, 'category');
  const spell = site !== undefined && escapingSites.has(site) ? decodeHTML : (raw: string) => raw;
  if (!collect(post, (raw, category) => put(tags, spell(raw), category))) return undefined;
  if (site === 'pixiv') {
    const account = ownText(ownObject(post, 'user') ?? {}, 'account');
    if (account) tags.add(account, 'artist');
  }
  tags.rate(ratingOf(post, site));
  for (const origin of originsOf(post, site)) tags.addOrigin(spell(origin));
  return tags.content(factsOf(post, site));
}

/** A post alone, or a list's or an answer's only one. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 && isObject(value[0]) ? value[0] : value;
  if (!isObject(value)) return value;
  const inner = own(value, 'post') ?? own(value, 'posts');
  const [only] = Array.isArray(inner) && inner.length === 1 ? inner : [inner];
  return isObject(only) && (own(only, 'tags') ?? own(only, 'tag_string')) !== undefined
    ? only
    : value;
}

function put(tags: TagCollector, raw: string, category: TagCategory | undefined): void {
  if (category) tags.add(raw, category);
  else tags.addItem(raw);
}

/** Fields that hold one name, with its spaces, or a list of them. */
const wholeFields = /^(artist|character|copyright|parody|species)s?$/;

type Put = (raw: string, category: TagCategory | undefined) => void;

/** Hands on every tag, those with a category first. Returns whether there was any field of tags. */
function collect(post: JsonObject, give: Put): boolean {
  let isTagged = false;
  const untyped: string[] = [];
  // What e621 has struck out is among the tags too.
  const struck = new Set(namesOf(own(post, 'tags_invalid')));
  for (const [key, value] of Object.entries(post)) {
    const [, word] = /^(?:tags|tag_string)_([a-z]+)$/.exec(key) ?? [];
    // One's own bookmarks say nothing of the picture.
    if (word === undefined ? !wholeFields.test(key) : /^(bookmark|invalid)$/.test(word)) continue;
    const names = word === undefined ? wholeNames(value) : namesOf(value);
    if (word !== undefined && names) isTagged = true;
    const category = namedCategory(word ?? key);
    if (category) for (const name of names ?? []) give(name, category);
    else untyped.push(...(names ?? []));
  }
  for (const key of ['tags', 'tag_string', 'hashtags']) {
    const value = own(post, key);
    const names = namesOf(value);
    if (names) isTagged = true;
    for (const name of names ?? []) if (!struck.has(name)) give(name, undefined);
    if (!isObject(value)) continue;
    for (const [group, list] of Object.entries(value)) {
      const inGroup = group === 'invalid' || !Array.isArray(list) ? undefined : namesOf(list);
      if (inGroup) isTagged = true;
      for (const name of inGroup ?? []) give(name, namedCategory(group));
    }
  }
  for (const name of untyped) give(name, undefined);
  return isTagged;
}

/** A list of names or of objects with names, or one text of them. `undefined`: neither. */
function namesOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return splitNames(value);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((item: unknown) => {
    if (typeof item === 'string') return [item];
    const name = isObject(item) ? ownText(item, 'name') : undefined;
    return name === undefined ? [] : [name];
  });
}

/** Commas part what has spaces in it; else spaces do. */
function splitNames(text: string): readonly string[] {
  return text.split(text.includes(', ') ? /,\s+/u : /\s+/u).filter((name) => name !== '');
}

function wholeNames(value: unknown): readonly string[] | undefined {
  return typeof value === 'string' ? [value] : namesOf(value);
}

function ratingOf(post: JsonObject, site: string | undefined) {
  const rating = own(post, 'rating');
  const isDanbooru = ownText(post, 'tag_string_general') !== undefined || site === 'danbooru';
  return isDanbooru ? parseRating(rating) : looseRating(rating);
}

function* originsOf(post: JsonObject, site: string | undefined): Iterable<string> {
  for (const key of ['source', 'sources']) {
    const value = own(post, key);
    if (typeof value === 'string') yield value.trim();
    else for (const item of ownArray(post, key)) if (typeof item === 'string') yield item.trim();
  }
  const id = idOf(own(post, site === 'twitter' ? 'tweet_id' : 'id'));
  if (id !== undefined && site === 'pixiv') yield `https://www.pixiv.net/artworks/${id}`;
  if (id !== undefined && site === 'twitter') yield `https://x.com/i/status/${id}`;
}

function factsOf(post: JsonObject, site: string | undefined): Omit<TagFileContent, 'tags'> {
  const total = ownObject(post, 'score');
  const score = total ? ownInteger(total, 'total') : ownInteger(post, 'score');
  const favourites = ownInteger(post, 'fav_count');
  const created = readTime(own(post, 'created_at')) ?? readTime(own(post, 'date'));
  const id = site !== undefined && knownSites.has(site) ? idOf(own(post, 'id')) : undefined;
  const parent = idOf(
    own(post, 'parent_id') ?? own(ownObject(post, 'relationships') ?? {}, 'parent_id'),
  );
  return {
    ...(score === undefined ? {} : { score }),
    ...(favourites === undefined ? {} : { favourites }),
    ...(created && { created }),
    ...(site !== undefined && id !== undefined ? { site, id, ...(parent && { parent }) } : {}),
  };
}

function idOf(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
