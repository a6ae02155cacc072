import { isObject, type JsonObject, own, ownArray, ownInteger, ownText } from './json.ts';
import { parseRating, type Rating } from './rating.ts';
import { compareTags, isTagCategory, normaliseTag, type TagCategory } from './tag.ts';

/** A tag that the user added, with its category where they gave one. */
export interface AddedTag {
  readonly name: string;
  readonly category?: TagCategory;
}

/** One change by the user. `null` takes a rating or parent away; a missing key leaves it as it was. */
export interface EditChange {
  readonly add?: readonly AddedTag[];
  readonly remove?: readonly string[];
  readonly rating?: Rating | null;
  readonly parent?: number | null;
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
  const { rating: _rating, parent: _parent, ...rest } = edits;
  const rating = change.rating === undefined ? edits.rating : (change.rating ?? undefined);
  const parent = change.parent === undefined ? edits.parent : change.parent;
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
  ]);
  return {
    add: edits.add.filter(({ name }) => touched.has(name)),
    remove: edits.remove.filter((name) => touched.has(name)),
    ...(change.rating === undefined ? {} : { rating: edits.rating ?? null }),
    ...(change.parent === undefined || edits.parent === undefined ? {} : { parent: edits.parent }),
    ...(change.favourite === undefined ? {} : { favourite: edits.favourite }),
  };
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

/** Reads edits as a record holds them; what cannot be one is left out. */
export function parseEdits(value: unknown): Edits {
  if (!isObject(value)) return noEdits;
  return {
    ...parseState(value),
    favourite: own(value, 'favourite') === true,
    history: ownArray(value, 'history').flatMap(parsePast),
  };
}

function parseState(value: JsonObject): Omit<Edits, 'history' | 'favourite'> {
  const rating = parseRating(own(value, 'rating'));
  const parent = own(value, 'parent') === null ? null : ownInteger(value, 'parent');
  return {
    add: ownArray(value, 'add').flatMap(parseAdded),
    remove: ownArray(value, 'remove').flatMap((item) => parseAdded(item).map(({ name }) => name)),
    ...(rating === undefined ? {} : { rating }),
    ...(parent === undefined ? {} : { parent }),
  };
}

function parseAdded(value: unknown): AddedTag[] {
  const name = normaliseTag(
    typeof value === 'string' ? value : isObject(value) ? (ownText(value, 'name') ?? '') : '',
  );
  if (name === '') return [];
  const category = isObject(value) ? own(value, 'category') : undefined;
  return [isTagCategory(category) ? { name, category } : { name }];
}

function parsePast(value: unknown): PastChange[] {
  if (!isObject(value)) return [];
  const at = ownText(value, 'at');
  if (at === undefined) return [];
  return [
    { at, change: parseChange(own(value, 'change')), before: parseChange(own(value, 'before')) },
  ];
}

function parseChange(value: unknown): EditChange {
  if (!isObject(value)) return {};
  const { rating, add, remove, ...state } = parseState(value);
  const favourite = own(value, 'favourite');
  return {
    ...(Object.hasOwn(value, 'add') ? { add } : {}),
    ...(Object.hasOwn(value, 'remove') ? { remove } : {}),
    ...state,
    ...(own(value, 'rating') === null ? { rating: null } : rating === undefined ? {} : { rating }),
    ...(typeof favourite === 'boolean' ? { favourite } : {}),
  };
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
  };
}
