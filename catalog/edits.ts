import { date, Fields, flag, integer, type Kind, oneOf, text, wrong } from './fields.ts';
import { type JsonObject, own } from './json.ts';
import { parseRating, type Rating, ratings } from './rating.ts';
import { compareTags, normaliseTag, type TagCategory, tagCategories } from './tag.ts';

/** A tag that the user added, with its category where they gave one. */
export interface AddedTag {
  readonly name: string;
  readonly category?: TagCategory;
}

/**
 * One change by the user. `null` takes a rating or parent away; `sources` leaves the parent to the sources again; a
 * missing key leaves it as it was.
 */
export interface EditChange {
  readonly add?: readonly AddedTag[];
  readonly remove?: readonly string[];
  /** Tags that the user neither adds nor removes any more. */
  readonly clear?: readonly string[];
  readonly rating?: Rating | null;
  readonly parent?: number | null | 'sources';
  readonly favourite?: boolean;
}

/** A change as kept: with the time, ISO 8601 in UTC, and how what it touches stood before, so that it can be reverted. */
export interface PastChange {
  readonly at: string;
  readonly change: EditChange;
  readonly before: EditChange;
}

/** Everything the user changed on a post: kept apart from the sources' answers, applied over them. */
export interface Edits {
  readonly add: readonly AddedTag[];
  readonly remove: readonly string[];
  readonly rating?: Rating;
  /** A post's number; `null`: the user says there is none; missing: what the sources say. */
  readonly parent?: number | null;
  readonly favourite: boolean;
  readonly history: readonly PastChange[];
  /** Fields that this version does not know: they survive a rewrite. */
  readonly rest?: ReadonlyMap<string, unknown>;
}

export const noEdits: Edits = { add: [], remove: [], favourite: false, history: [] };

export function hasEdits(edits: Edits): boolean {
  return edits.history.length > 0 || Object.keys(formatEdits(edits)).length > 0;
}

/** The edits after one more change; the same object where it changes nothing. */
export function applyChange(edits: Edits, change: EditChange, at: string): Edits {
  const add = new Map(edits.add.map((tag) => [tag.name, tag]));
  const remove = new Set(edits.remove);
  for (const tag of change.add ?? []) {
    add.set(tag.name, tag);
    remove.delete(tag.name);
  }
  for (const name of change.remove ?? []) {
    add.delete(name);
    remove.add(name);
  }
  for (const name of change.clear ?? []) {
    add.delete(name);
    remove.delete(name);
  }
  const { rating: _rating, parent: _parent, ...rest } = edits;
  const rating = change.rating === undefined ? edits.rating : (change.rating ?? undefined);
  const chosen = change.parent === undefined ? edits.parent : change.parent;
  const parent = chosen === 'sources' ? undefined : chosen;
  const next: Edits = {
    ...rest,
    add: [...add.values()].toSorted((a, b) => compareTags(a.name, b.name)),
    remove: [...remove].toSorted(compareTags),
    ...(rating === undefined ? {} : { rating }),
    ...(parent === undefined ? {} : { parent }),
    favourite: change.favourite ?? edits.favourite,
  };
  if (JSON.stringify(stateOf(next)) === JSON.stringify(stateOf(edits))) return edits;
  return { ...next, history: [...edits.history, { at, change, before: beforeOf(edits, change) }] };
}

/** How the tags and fields that a change names stand: what is not in it is left out, so that history stays small. */
function beforeOf(edits: Edits, change: EditChange): EditChange {
  const touched = new Set([
    ...(change.add ?? []).map(({ name }) => name),
    ...(change.remove ?? []),
    ...(change.clear ?? []),
  ]);
  return {
    add: edits.add.filter(({ name }) => touched.has(name)),
    remove: edits.remove.filter((name) => touched.has(name)),
    ...(change.rating === undefined ? {} : { rating: edits.rating ?? null }),
    ...(change.parent === undefined || edits.parent === undefined ? {} : { parent: edits.parent }),
    ...(change.favourite === undefined ? {} : { favourite: edits.favourite }),
  };
}

/** The change that puts back what a past one has touched. */
export function revertOf({ change, before }: PastChange): EditChange {
  const add = before.add ?? [];
  const remove = before.remove ?? [];
  const kept = new Set([...add.map(({ name }) => name), ...remove]);
  const touched = [
    ...(change.add ?? []).map(({ name }) => name),
    ...(change.remove ?? []),
    ...(change.clear ?? []),
  ];
  const clear = touched.filter((name) => !kept.has(name));
  return {
    ...(add.length > 0 ? { add } : {}),
    ...(remove.length > 0 ? { remove } : {}),
    ...(clear.length > 0 ? { clear } : {}),
    ...(change.rating === undefined ? {} : { rating: before.rating ?? null }),
    ...(change.parent === undefined ? {} : { parent: before.parent ?? parentBefore(before) }),
    ...(change.favourite === undefined ? {} : { favourite: before.favourite ?? false }),
  };
}

/** A parent that is missing was what the sources said; `null` was the user's word. */
function parentBefore(before: EditChange): null | 'sources' {
  return before.parent === null ? null : 'sources';
}

/** What holds now, without how it came to be. */
function stateOf(edits: Edits): EditChange {
  return {
    add: edits.add,
    remove: edits.remove,
    rating: edits.rating ?? null,
    ...(edits.parent === undefined ? {} : { parent: edits.parent }),
    favourite: edits.favourite,
  };
}

const stateFields = ['add', 'remove', 'rating', 'parent', 'favourite'] as const;
const changeFields: ReadonlySet<string> = new Set([...stateFields, 'clear']);
const editFields: ReadonlySet<string> = new Set([...stateFields, 'history']);
const tagFields: ReadonlySet<string> = new Set(['name', 'category']);
const pastFields: ReadonlySet<string> = new Set(['at', 'change', 'before']);

/**
 * Reads edits as a record holds them; what this version does not know stays, in added tags and the history as
 * well. Throws an Error that names the value which cannot be one.
 */
export function parseEdits(value: unknown): Edits {
  if (value === undefined || value === null) return noEdits;
  const fields = Fields.of(value, 'edits');
  const { add = [], remove = [], rating, parent, favourite = false } = parseState(fields);
  const rest = fields.rest(editFields);
  return {
    add,
    remove,
    ...(rating === undefined || rating === null ? {} : { rating }),
    ...(parent === undefined || parent === 'sources' ? {} : { parent }),
    favourite,
    history: fields.list('history', parsePast) ?? [],
    ...(rest.size > 0 ? { rest } : {}),
  };
}

const ratingText: Kind<string> = {
  wish: `one of ${ratings.join(', ')}, or its letter`,
  is: (value): value is string => parseRating(value) !== undefined,
};

const parentKind: Kind<number | 'sources'> = {
  wish: integer.wish,
  is: (value): value is number | 'sources' => integer.is(value) || value === 'sources',
};

function parseState(fields: Fields): EditChange {
  const add = fields.list('add', parseAdded)?.filter(({ name }) => name !== '');
  const remove = fields.list('remove', parseRemoved)?.filter((name) => name !== '');
  const clear = fields.list('clear', parseRemoved)?.filter((name) => name !== '');
  const isNull = (key: string) => own(fields.raw, key) === null;
  const rating = isNull('rating') ? null : parseRating(fields.read('rating', ratingText));
  const parent = isNull('parent') ? null : fields.read('parent', parentKind);
  const favourite = fields.read('favourite', flag);
  return {
    ...(add === undefined ? {} : { add }),
    ...(remove === undefined ? {} : { remove }),
    ...(clear === undefined ? {} : { clear }),
    ...(rating === undefined ? {} : { rating }),
    ...(parent === undefined ? {} : { parent }),
    ...(favourite === undefined ? {} : { favourite }),
  };
}

function parseAdded(item: unknown, way: string): AddedTag {
  if (typeof item === 'string') return { name: normaliseTag(item) };
  const fields = Fields.of(item, way, 'a text, or an object with a name and a category');
  const name = normaliseTag(fields.need('name', text));
  const category = fields.read('category', oneOf(tagCategories));
  return fields.keeping(tagFields, category === undefined ? { name } : { name, category });
}

function parseRemoved(item: unknown, way: string): string {
  if (!text.is(item)) throw wrong(way, item, text.wish);
  return normaliseTag(item);
}

function parsePast(item: unknown, way: string): PastChange {
  const fields = Fields.of(item, way);
  return fields.keeping(pastFields, {
    at: fields.need('at', date),
    change: parseChange(fields.object('change')),
    before: parseChange(fields.object('before')),
  });
}

function parseChange(fields: Fields | undefined): EditChange {
  return fields ? fields.keeping(changeFields, parseState(fields)) : {};
}

/** The edits as a record keeps them: without what is empty. */
export function formatEdits(edits: Edits): JsonObject {
  return {
    ...(edits.add.length > 0 ? { add: edits.add } : {}),
    ...(edits.remove.length > 0 ? { remove: edits.remove } : {}),
    ...(edits.rating === undefined ? {} : { rating: edits.rating }),
    ...(edits.parent === undefined ? {} : { parent: edits.parent }),
    ...(edits.favourite ? { favourite: true } : {}),
    ...(edits.history.length > 0 ? { history: edits.history } : {}),
    ...Object.fromEntries(edits.rest ?? []),
  };
}
