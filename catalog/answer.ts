import {
  isObject,
  type JsonObject,
  own,
  ownInteger,
  ownObject,
  ownStrings,
  ownText,
} from './json.ts';
import {
  type Guess,
  guessesOf,
  readPredictions,
  surestOf,
  type Thresholds,
} from './predictions.ts';
import { parseRating, parseSafeRating, type Rating } from './rating.ts';
import { normaliseTag, type TagCategory } from './tag.ts';
import { isTagFilesAnswer, readTagFilesAnswer } from './tag-file.ts';

/** What one source says of a picture, read from its raw answer. */
export interface Answer {
  /** Normalised tags; the category where this source tells it. */
  readonly tags: ReadonlyMap<string, TagCategory | undefined>;
  readonly rating?: Rating;
  readonly score?: number;
  readonly favourites?: number;
  /** When the post was made there, ISO 8601, UTC. */
  readonly created?: string;
  /** The post's id on that site, and its parent's. */
  readonly id?: number;
  readonly parent?: number;
  /** Whose ids these are, where they are not the source's own. */
  readonly site?: string;
  /** Where the picture comes from: addresses or any text. */
  readonly origins: readonly string[];
  /** Of a model: all its guesses, surest first; `tags` are the sure ones. */
  readonly guesses?: readonly Guess[];
}

const noThresholds: Thresholds = new Map();

/**
 * Reads a raw answer by its shape: a tagger's (`predictions`, from `thresholds` on), Danbooru's (`tag_string…`; also
 * the pseudo post that the Flask version's tagger wrote), e621's (`tags` by category, or in a list), a record's tag
 * files, else Moebooru's and Gelbooru's (`tags`, one string, with `tag_types` beside it). `undefined` where it is none of them.
 */
export function readAnswer(raw: unknown, thresholds = noThresholds): Answer | undefined {
  if (!isObject(raw)) return undefined;
  const guessed = readGuesses(raw, thresholds);
  if (guessed) return guessed;
  // A post without tags is one, too.
  if (['tag_string', 'tag_string_general'].some((field) => typeof own(raw, field) === 'string')) {
    return readDanbooru(raw);
  }
  if (isTagFilesAnswer(raw)) return readTagFilesAnswer(raw);
  if (isObject(own(raw, 'tags')) || Array.isArray(own(raw, 'tags'))) return readE621(raw);
  return typeof own(raw, 'tags') === 'string' ? readFlat(raw) : undefined;
}

function readGuesses(raw: JsonObject, thresholds: Thresholds): Answer | undefined {
  const predictions = readPredictions(raw);
  if (!predictions) return undefined;
  const guesses = guessesOf(predictions, thresholds);
  const tags = new Map<string, TagCategory>();
  for (const { name, category, isTag } of guesses) {
    if (isTag && !tags.has(name)) tags.set(name, category);
  }
  const rating = parseRating(surestOf(predictions.categories.get('rating')));
  return { tags, guesses, ...present('rating', rating), origins: [] };
}

const danbooruFields: readonly (readonly [string, TagCategory])[] = [
  ['tag_string_artist', 'artist'],
  ['tag_string_copyright', 'copyright'],
  ['tag_string_character', 'character'],
  ['tag_string_general', 'general'],
  ['tag_string_meta', 'meta'],
];

function readDanbooru(raw: JsonObject): Answer {
  const tags = new Map<string, TagCategory | undefined>();
  for (const [field, category] of danbooruFields) {
    for (const tag of split(own(raw, field))) if (!tags.has(tag)) tags.set(tag, category);
  }
  for (const field of ['tag_string', 'tags']) {
    for (const tag of split(own(raw, field))) if (!tags.has(tag)) tags.set(tag, undefined);
  }
  return {
    tags,
    ...common(
      raw,
      parseRating(own(raw, 'rating')),
      ownInteger(raw, 'score'),
      ownInteger(raw, 'fav_count'),
    ),
    ...present('parent', positive(own(raw, 'parent_id'))),
    origins: [ownText(raw, 'source')].filter((text) => text !== undefined),
  };
}

const e621Fields: readonly (readonly [string, TagCategory])[] = [
  ['artist', 'artist'],
  ['contributor', 'artist'],
  ['copyright', 'copyright'],
  ['character', 'character'],
  ['species', 'species'],
  ['general', 'general'],
  ['meta', 'meta'],
  ['lore', 'lore'],
];

function readE621(raw: JsonObject): Answer {
  const groups = ownObject(raw, 'tags') ?? {};
  const tags = new Map<string, TagCategory | undefined>(
    ownStrings(raw, 'tags')
      .map(normaliseTag)
      .filter((tag) => tag !== '')
      .map((tag) => [tag, undefined]),
  );
  for (const [field, category] of e621Fields) {
    for (const name of ownStrings(groups, field)) {
      const tag = normaliseTag(name);
      if (tag !== '' && !tags.has(tag)) tags.set(tag, category);
    }
  }
  // Version 2 of its answers keeps the figures apart.
  const figures = ownObject(raw, 'stats') ?? raw;
  return {
    tags,
    ...common(
      raw,
      parseSafeRating(own(raw, 'rating')),
      ownInteger(ownObject(figures, 'score') ?? {}, 'total'),
      ownInteger(figures, 'fav_count'),
    ),
    ...present('parent', positive(own(ownObject(raw, 'relationships') ?? {}, 'parent_id'))),
    origins: ownStrings(raw, 'sources'),
  };
}

/** What Moebooru's and Gelbooru's types mean here; a type that is not among them is general. */
const typeCategories: ReadonlyMap<string, TagCategory> = new Map([
  ['artist', 'artist'],
  ['circle', 'artist'],
  ['copyright', 'copyright'],
  ['character', 'character'],
  ['faults', 'meta'],
  ['meta', 'meta'],
  ['metadata', 'meta'],
]);

function readFlat(raw: JsonObject): Answer {
  const source = ownText(raw, 'source');
  const types = new Map(
    Object.entries(ownObject(raw, 'tag_types') ?? {}).map(([name, type]) => [
      normaliseTag(name),
      typeCategories.get(String(type)) ?? 'general',
    ]),
  );
  return {
    tags: new Map(split(own(raw, 'tags')).map((tag) => [tag, types.get(tag)])),
    ...common(raw, parseSafeRating(own(raw, 'rating')), ownInteger(raw, 'score'), undefined),
    ...present('parent', positive(own(raw, 'parent_id'))),
    origins: source === undefined ? [] : [source],
  };
}

function common(
  raw: JsonObject,
  rating: Rating | undefined,
  score: number | undefined,
  favourites: number | undefined,
): Omit<Answer, 'tags' | 'origins' | 'parent'> {
  return {
    ...present('rating', rating),
    ...present('score', score),
    ...present('favourites', favourites),
    ...present('created', readTime(own(raw, 'created_at'))),
    ...present('id', positive(own(raw, 'id'))),
  };
}

/** `{[key]: value}`, or nothing where there is no value. */
function present<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}

function split(value: unknown): readonly string[] {
  if (typeof value !== 'string') return [];
  return value
    .split(/\s+/u)
    .map(normaliseTag)
    .filter((tag) => tag !== '');
}

function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
    ? number
    : undefined;
}

const zone = /z|utc|gmt|[+-]\d\d:?\d\d/i;

/** ISO 8601 in UTC of ISO text (UTC where it names no zone), seconds since 1970 (Moebooru), or a date as Gelbooru prints it. */
export function readTime(value: unknown): string | undefined {
  const milliseconds =
    typeof value === 'number'
      ? value * 1000
      : typeof value === 'string'
        ? Date.parse(zone.test(value) ? value : `${value}Z`)
        : Number.NaN;
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return undefined;
  return new Date(milliseconds).toISOString();
}

/** Every origin of a list of answers, once each, in their order. */
export function originsOf(answers: Iterable<Answer>): readonly string[] {
  return [...new Set([...answers].flatMap(({ origins }) => origins))];
}
