import { parseSafeRating, type Rating } from '../../../catalog/rating.ts';
import {
  maximumTagLength,
  maximumTags,
  normaliseTag,
  type TagCategory,
} from '../../../catalog/tag.ts';
import type { TagFileEntry } from '../../../catalog/tag-file.ts';

/** What a tag file says, but for where it lies. */
export type TagFileContent = Omit<TagFileEntry, 'path' | 'root'>;

/** What programs write before a tag's colon, as their users know it: Hydrus, Zerochan, the boorus' own downloaders. */
const namespaces: ReadonlyMap<string, TagCategory> = new Map([
  ['artist', 'artist'],
  ['creator', 'artist'],
  ['circle', 'artist'],
  ['contributor', 'artist'],
  ['mangaka', 'artist'],
  ['copyright', 'copyright'],
  ['series', 'copyright'],
  ['parody', 'copyright'],
  ['game', 'copyright'],
  ['character', 'character'],
  ['species', 'species'],
  ['general', 'general'],
  ['theme', 'general'],
  ['meta', 'meta'],
  ['metadata', 'meta'],
  ['medium', 'meta'],
  ['lore', 'lore'],
]);

/** The category that a downloader's word for one means; `undefined`: none that is known. */
export function namedCategory(word: string): TagCategory | undefined {
  const name = word.trim().toLowerCase();
  return namespaces.get(name) ?? namespaces.get(name.replace(/s$/, ''));
}

/** Ratings as words that are not the boorus' own. */
const ratingWords: ReadonlyMap<string, Rating> = new Map([
  ['mature', 'questionable'],
  ['adult', 'explicit'],
  ['r-18', 'explicit'],
  ['r-18g', 'explicit'],
]);

/** A rating where `s` means safe, as everywhere but on Danbooru. */
export function looseRating(value: unknown): Rating | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  return ratingWords.get(word) ?? parseSafeRating(word);
}

/** Collects a tag file's tags, each once; what says the category comes first. Keeps no more than a post may have. */
export class TagCollector {
  readonly #groups = new Map<TagCategory | 'untyped', string[]>();
  readonly #seen = new Set<string>();
  #rating: Rating | undefined;
  readonly #origins = new Set<string>();

  /** Takes a tag as it is spelled. */
  add(raw: string, category?: TagCategory): void {
    const spelled = raw.trim().slice(0, maximumTagLength * 2);
    const name = normaliseTag(spelled);
    if (name === '' || this.#seen.has(name) || this.#seen.size >= maximumTags) return;
    this.#seen.add(name);
    const group = this.#groups.get(category ?? 'untyped') ?? [];
    group.push(spelled.toWellFormed());
    this.#groups.set(category ?? 'untyped', group);
  }

  /** Takes a line of a list: a tag, `category:tag`, `rating:word`, or an address. */
  addItem(item: string): void {
    const text = item.trim();
    if (/^https?:\/\/\S+$/i.test(text)) {
      this.addOrigin(text);
      return;
    }
    const [, word = '', rest = ''] = /^([a-z]{2,20}):\s*(\S.*)$/i.exec(text) ?? [];
    const isRating = word.toLowerCase() === 'rating';
    const category = namedCategory(word);
    if (isRating && looseRating(rest)) this.#rating ??= looseRating(rest);
    else if (word.toLowerCase() === 'source' && /^https?:/i.test(rest)) this.addOrigin(rest);
    else if (rest !== '' && category) this.add(rest, category);
    else this.add(text);
  }

  addOrigin(text: string): void {
    if (text !== '' && this.#origins.size < 20)
      this.#origins.add(text.slice(0, 2000).toWellFormed());
  }

  rate(rating: Rating | undefined): void {
    this.#rating ??= rating;
  }

  /** `undefined`: the file says nothing of its picture. */
  content(
    facts: Omit<TagFileContent, 'tags' | 'rating' | 'origins'> = {},
  ): TagFileContent | undefined {
    if (this.#seen.size === 0 && this.#rating === undefined) return undefined;
    return {
      tags: Object.fromEntries(this.#groups),
      ...(this.#rating && { rating: this.#rating }),
      ...facts,
      ...(this.#origins.size > 0 && { origins: [...this.#origins] }),
    };
  }
}
