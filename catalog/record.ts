import { type Edits, formatEdits, hasEdits, parseEdits } from './edits.ts';
import { isObject, type JsonObject, own, ownArray, ownCount, ownObject, ownText } from './json.ts';
import { type Measures, parseMeasures } from './measures.ts';

/** The format of record that this program writes. Flask's files carry none and count as 1. */
const recordVersion = 2;

/** Where a picture lies: its path below an image folder, with `/`; `root` names any but the first folder. */
export interface Location {
  readonly path: string;
  readonly root?: string;
}

/** What a source said last, and when to ask again (ISO 8601, UTC). */
export interface Lookup {
  readonly state: 'found' | 'absent' | 'failed';
  readonly at: string;
  readonly next?: string;
  readonly reason?: string;
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
  /** The raw answers, by source. */
  readonly sources: ReadonlyMap<string, unknown>;
  readonly edits: Edits;
  /** Fields that this version does not know, and Flask's own: they survive a rewrite. */
  readonly rest: ReadonlyMap<string, unknown>;
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
    edits: parseEdits(undefined),
    rest: new Map(),
  };
}

/**
 * The only way in: reads a record of any version. `md5` is what the file's name says; the content may
 * not say otherwise. Throws an Error that names what is wrong.
 */
export function parseRecord(value: unknown, md5: string): PostRecord {
  if (!isObject(value)) throw new Error('is not a JSON object');
  const said = own(value, 'md5');
  if (said !== undefined && said !== md5) {
    throw new Error(`says md5 ${JSON.stringify(said)}, but its name says ${md5}`);
  }
  const version = own(value, 'version') ?? 1;
  if (typeof version !== 'number' || version > recordVersion) {
    throw new Error(
      `has version ${JSON.stringify(version)}; this program reads up to ${recordVersion}`,
    );
  }
  const number = ownCount(value, 'number');
  const added = ownText(value, 'added');
  const deleted = ownText(value, 'deleted');
  const measures = parseMeasures(own(value, 'measures'));
  return {
    md5,
    revision: ownCount(value, 'revision') ?? 0,
    ...(number === undefined || number === 0 ? {} : { number }),
    ...(added === undefined ? {} : { added }),
    ...(deleted === undefined ? {} : { deleted }),
    locations: parseLocations(value),
    ...(measures === undefined ? {} : { measures }),
    lookups: parseLookups(ownObject(value, 'lookups')),
    sources: new Map(Object.entries(ownObject(value, 'sources') ?? {})),
    edits: parseEdits(own(value, 'edits')),
    rest: new Map(Object.entries(value).filter(([key]) => !knownFields.has(key))),
  };
}

function parseLocations(value: JsonObject): readonly Location[] {
  return ownArray(value, 'locations').flatMap((item) => {
    const path = isObject(item) ? ownText(item, 'path') : undefined;
    const root = isObject(item) ? ownText(item, 'root') : undefined;
    if (path === undefined || !isBelow(path)) return [];
    return [root === undefined ? { path } : { path, root }];
  });
}

/** A relative path that stays where it begins: a record from elsewhere must not name other files. */
function isBelow(path: string): boolean {
  const parts = path.split('/');
  return parts.every((part) => !['', '.', '..'].includes(part) && !part.includes('\0'));
}

const lookupStates = ['found', 'absent', 'failed'] as const;

function parseLookups(value: JsonObject | undefined): ReadonlyMap<string, Lookup> {
  const entries = Object.entries(value ?? {}).flatMap(([source, item]): [string, Lookup][] => {
    if (!isObject(item)) return [];
    const state = lookupStates.find((known) => known === own(item, 'state'));
    const at = ownText(item, 'at');
    if (state === undefined || at === undefined) return [];
    const next = ownText(item, 'next');
    const reason = ownText(item, 'reason');
    return [[source, { state, at, ...(next ? { next } : {}), ...(reason ? { reason } : {}) }]];
  });
  return new Map(entries);
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
    ['locations', record.locations],
    ['measures', record.measures],
    ['lookups', record.lookups.size > 0 ? Object.fromEntries(record.lookups) : undefined],
    ['edits', hasEdits(record.edits) ? formatEdits(record.edits) : undefined],
    ...[...record.rest].filter(([key]) => key !== 'relative_path'),
    ['sources', Object.fromEntries(record.sources)],
  ];
  const known = fields.filter(([, value]) => value !== undefined);
  return `${JSON.stringify(Object.fromEntries(known), undefined, 2)}\n`;
}
