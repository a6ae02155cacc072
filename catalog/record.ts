import { type Edits, formatEdits, hasEdits, noEdits, parseEdits } from './edits.ts';
import { date, Fields, type Kind, text, wholeFrom } from './fields.ts';
import { isObject, type JsonObject, own } from './json.ts';
import { type Lookup, readLookup } from './lookup.ts';
import { type Match, parseMatch } from './match.ts';
import { type Measures, measureFields, parseMeasures } from './measures.ts';

/** The format of record that this program writes. Flask's files carry none and count as 1. */
const recordVersion = 2;

/** Where a picture lies: its path below an image folder, with `/`; `root` names any but the first folder. */
export interface Location {
  readonly path: string;
  readonly root?: string;
}

/** A picture's metadata file. Truth: what the sources said, what the user changed, what was measured once. */
export interface PostRecord {
  readonly md5: string;
  /** Counts the changes by the user: who edits an older one is told. */
  readonly revision: number;
  /** Its place in the order of arrival, from 1, never used again; missing until the picture is seen. */
  readonly number?: number;
  /** When it was first seen, ISO 8601, UTC. */
  readonly added?: string;
  /** When the user deleted it: then this is a tombstone, which keeps the number. */
  readonly deleted?: string;
  readonly locations: readonly Location[];
  readonly measures?: Measures;
  readonly lookups: ReadonlyMap<string, Lookup>;
  /** The raw answers about this very picture, by source. */
  readonly sources: ReadonlyMap<string, unknown>;
  /** Weaker answers, by who found them: a reverse search, the file's name. */
  readonly matches: ReadonlyMap<string, readonly Match[]>;
  readonly edits: Edits;
  /** Fields that this version does not know, and Flask's own: they survive a rewrite. */
  readonly rest: ReadonlyMap<string, unknown>;
  /** The unknown fields of the measures. They are kept apart, as the measures are replaced as a whole. */
  readonly measuresRest?: ReadonlyMap<string, unknown>;
  /** The unknown fields of each location, by `locationKey`: the list is written anew by every scan. */
  readonly locationRests?: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

export const md5Pattern = /^[0-9a-f]{32}$/;

const knownFields = new Set([
  'version',
  'md5',
  'revision',
  'number',
  'added',
  'deleted',
  'locations',
  'measures',
  'lookups',
  'sources',
  'matches',
  'edits',
]);

/** An untouched record of a picture. */
export function newRecord(md5: string): PostRecord {
  return {
    md5,
    revision: 0,
    locations: [],
    lookups: new Map(),
    sources: new Map(),
    matches: new Map(),
    edits: noEdits,
    rest: new Map(),
  };
}

/**
 * The only way in: reads a record of any version. `md5` is what the file's name says; the content may
 * not say otherwise. Throws an Error that names what is wrong: a value
 * taken for a missing one would be lost at the next write.
 */
export function parseRecord(value: unknown, md5: string): PostRecord {
  if (!isObject(value)) throw new Error('is not a JSON object');
  const said = own(value, 'md5');
  if (said !== undefined && said !== md5) {
    throw new Error(`says md5 ${JSON.stringify(said)}, but its name says ${md5}`);
  }
  const fields = new Fields(value, '');
  const version = fields.read('version', wholeFrom(1)) ?? 1;
  if (version > recordVersion) {
    throw new Error(`has version ${version}; this program reads up to ${recordVersion}`);
  }
  const number = fields.read('number', wholeFrom(1));
  const added = fields.read('added', date);
  const deleted = fields.read('deleted', date);
  return {
    md5,
    revision: fields.read('revision', wholeFrom(0)) ?? 0,
    ...(number === undefined ? {} : { number }),
    ...(added === undefined ? {} : { added }),
    ...(deleted === undefined ? {} : { deleted }),
    ...readLocations(fields),
    ...readMeasures(fields.object('measures')),
    lookups: new Map(fields.object('lookups')?.objects().map(readLookup)),
    sources: new Map(Object.entries(fields.object('sources')?.raw ?? {})),
    matches: readMatches(fields.object('matches')),
    edits: parseEdits(own(value, 'edits')),
    rest: fields.rest(knownFields),
  };
}

const locationFields: ReadonlySet<string> = new Set(['path', 'root']);

/** A relative path that stays where it begins: a record from elsewhere must not name other files. */
const pathBelow: Kind<string> = {
  wish: 'a path that stays below the image folder',
  is: (value): value is string =>
    typeof value === 'string' &&
    value.split('/').every((part) => !['', '.', '..'].includes(part) && !part.includes('\0')),
};

function readLocations(fields: Fields): Pick<PostRecord, 'locations' | 'locationRests'> {
  const read = fields.list('locations', (item, way) => {
    const place = Fields.of(item, way);
    const path = place.need('path', pathBelow);
    const root = place.read('root', text);
    return { location: root ? { path, root } : { path }, rest: place.rest(locationFields) };
  });
  const locations = (read ?? []).map(({ location }) => location);
  const rests = (read ?? [])
    .filter(({ rest }) => rest.size > 0)
    .map(({ location, rest }) => [locationKey(location), rest] as const);
  return rests.length === 0 ? { locations } : { locations, locationRests: new Map(rests) };
}

function locationKey({ root = '', path }: Location): string {
  return JSON.stringify([root, path]);
}

function readMeasures(fields: Fields | undefined): Pick<PostRecord, 'measures' | 'measuresRest'> {
  const measures = parseMeasures(fields?.raw);
  const measuresRest = fields?.rest(measureFields);
  return { ...(measures && { measures }), ...(measuresRest?.size && { measuresRest }) };
}

function readMatches(fields: Fields | undefined): ReadonlyMap<string, readonly Match[]> {
  const finders = Object.keys(fields?.raw ?? {});
  return new Map(finders.map((finder) => [finder, fields?.list(finder, parseMatch) ?? []]));
}

/**
 * A record that was worked out from an earlier state of `now`, with what the user has changed there since: their edits,
 * whether it is deleted, and whom to ask again.
 */
export function withLaterEdits(record: PostRecord, now: PostRecord | undefined): PostRecord {
  if (!now) return record;
  const lookups = withLaterWishes(record.lookups, now.lookups);
  if (now.revision <= record.revision) return { ...record, lookups };
  const isSameSide = (now.deleted === undefined) === (record.deleted === undefined);
  return isSameSide ? { ...record, lookups, edits: now.edits, revision: now.revision } : now;
}

/** What was said is the same, and to be asked again sooner. */
function withLaterWishes(
  lookups: PostRecord['lookups'],
  now: PostRecord['lookups'],
): PostRecord['lookups'] {
  return new Map(
    [...lookups].map(([source, lookup]) => {
      const { at, next } = now.get(source) ?? {};
      const isSooner = at === lookup.at && next !== undefined && next < (lookup.next ?? '~');
      return [source, isSooner ? { ...lookup, next } : lookup];
    }),
  );
}

/** The record as its file holds it: the same record, the same bytes. */
export function formatRecord(record: PostRecord): string {
  const relativePath = record.locations[0]?.path ?? record.rest.get('relative_path');
  const fields: [string, unknown][] = [
    ['version', recordVersion],
    ['md5', record.md5],
    ['revision', record.revision > 0 ? record.revision : undefined],
    ['number', record.number],
    ['added', record.added],
    ['deleted', record.deleted],
    ['relative_path', relativePath],
    ['locations', formatLocations(record)],
    ['measures', formatMeasures(record)],
    ['lookups', record.lookups.size > 0 ? Object.fromEntries(record.lookups) : undefined],
    ['edits', hasEdits(record.edits) ? formatEdits(record.edits) : undefined],
    ...[...record.rest].filter(([key]) => key !== 'relative_path'),
    ['matches', record.matches.size > 0 ? Object.fromEntries(record.matches) : undefined],
    ['sources', Object.fromEntries(record.sources)],
  ];
  const known = fields.filter(([, value]) => value !== undefined);
  return `${JSON.stringify(Object.fromEntries(known), undefined, 2)}\n`;
}

function formatLocations({ locations, locationRests }: PostRecord): readonly Location[] {
  return locations.map((location) => ({
    ...location,
    ...Object.fromEntries(locationRests?.get(locationKey(location)) ?? []),
  }));
}

function formatMeasures({ measures, measuresRest }: PostRecord): JsonObject | undefined {
  if (!measures && !measuresRest) return undefined;
  return { ...measures, ...Object.fromEntries(measuresRest ?? []) };
}
