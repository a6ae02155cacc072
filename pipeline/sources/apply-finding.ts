import { readAnswer } from '../../catalog/answer.ts';
import type { JsonObject } from '../../catalog/json.ts';
import type { AnswerChange, Lookup } from '../../catalog/lookup.ts';
import type { PostRecord } from '../../catalog/record.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { Finding } from './source.ts';

/** When something is said, and when to ask again. */
export interface FindingTime {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Ages such as 3d, 3w, 3mo: after the first, the second, … absence in a row; the last one stands for all later. */
  readonly absent: readonly string[];
}

const minute = 60_000;
const day = 86_400_000;

/**
 * A record after a source has spoken. A failure takes away nothing that is known; nor does an absence: what a site once
 * said of the picture stays.
 */
export function applyFinding(
  record: PostRecord,
  source: string,
  finding: Finding,
  time: FindingTime,
): PostRecord {
  const next = applyState(record, source, finding, time);
  const notes = 'notes' in finding ? Object.entries(finding.notes ?? {}) : [];
  return notes.length === 0 ? next : { ...next, rest: new Map([...next.rest, ...notes]) };
}

function applyState(
  record: PostRecord,
  source: string,
  finding: Finding,
  time: FindingTime,
): PostRecord {
  const before = record.lookups.get(source);
  switch (finding.state) {
    case 'found': {
      const change = changeOf(record.sources.get(source), finding.answer, time.now);
      const changes = [...(before?.changes ?? []), ...(change ? [change] : [])];
      return {
        ...withLookup(record, source, {
          ...keptOf(before),
          state: 'found',
          at: time.now,
          ...(changes.length > 0 ? { changes } : {}),
        }),
        sources: put(record.sources, source, finding.answer),
      };
    }
    case 'matched': {
      const { matches, reason, absentFrom = [] } = finding;
      if (reason !== undefined && before?.state === 'found') return record;
      const matched = { ...record, matches: put(record.matches, source, matches) };
      if (reason !== undefined) return applyFailure(matched, source, { reason, absentFrom }, time);
      return withLookup(matched, source, { ...keptOf(before), state: 'found', at: time.now });
    }
    case 'absent': {
      const absences = (before?.absences ?? 0) + 1;
      const next = later(time.now, ageOf(time.absent, absences));
      const lookup = { ...keptOf(before), state: 'absent', at: time.now, next, absences } as const;
      return withLookup(record, source, lookup);
    }
    case 'failed':
      if (before?.state === 'found' || isAnswered(record, source)) return record;
      return applyFailure(record, source, finding, time);
    default:
      return finding satisfies never;
  }
}

function applyFailure(
  record: PostRecord,
  source: string,
  { reason, isOutage, absentFrom = [] }: Omit<Finding & { readonly state: 'failed' }, 'state'>,
  { now }: FindingTime,
): PostRecord {
  const before = record.lookups.get(source);
  const failures = (before?.failures ?? 0) + (isOutage ? 0 : 1);
  const absences = before?.absences;
  return withLookup(record, source, {
    ...keptOf(before),
    state: 'failed',
    at: now,
    next: later(now, waitAfter(failures)),
    reason,
    ...(absences === undefined ? {} : { absences }),
    ...(failures === 0 ? {} : { failures }),
    ...(absentFrom.length === 0 ? {} : { absentFrom: absentFrom.toSorted(compareTags) }),
  });
}

/** The Flask version kept answers without look-ups. */
function isAnswered({ lookups, sources }: PostRecord, source: string): boolean {
  return !lookups.has(source) && sources.has(source);
}

/** What a look-up keeps whatever is said: earlier changes, and fields that this version does not know. */
function keptOf(before: Lookup | undefined): Partial<Lookup> {
  const { next, reason, absences, failures, absentFrom, ...kept } = before ?? {};
  return kept;
}

function withLookup(record: PostRecord, source: string, lookup: Lookup): PostRecord {
  return { ...record, lookups: put(record.lookups, source, lookup) };
}

/** By name, so that the order in which sites answer leaves no trace. */
function put<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  return new Map([...new Map(map).set(key, value)].toSorted(([a], [b]) => compareTags(a, b)));
}

function changeOf(before: unknown, after: JsonObject, at: string): AnswerChange | undefined {
  const [old, now] = [readAnswer(before), readAnswer(after)];
  if (!old || !now) return undefined;
  const added = [...now.tags.keys()].filter((tag) => !old.tags.has(tag)).toSorted(compareTags);
  const removed = [...old.tags.keys()].filter((tag) => !now.tags.has(tag)).toSorted(compareTags);
  const isRerated = old.rating !== now.rating;
  if (added.length + removed.length === 0 && !isRerated) return undefined;
  return { at, added, removed, ...(isRerated ? { rating: old.rating ?? null } : {}) };
}

/** The next run tries again twice; a picture that goes on failing waits longer each time, a day at most. */
function waitAfter(failures: number): number {
  return failures < 3 ? 0 : Math.min(day, 5 * minute * 2 ** (failures - 3));
}

const units: Readonly<Record<string, number>> = { d: 1, w: 7, mo: 30, y: 365 };

function ageOf(ages: readonly string[], absences: number): number {
  return parseAge(ages[Math.min(absences, ages.length) - 1] ?? '3d');
}

/** An age such as 3d, 2w, 6mo (of 30 days) or 1y. */
export const agePattern = /^(\d{1,4})(d|w|mo|y)$/;

/** Its milliseconds. Throws an Error where it is none. */
export function parseAge(text: string): number {
  const [, count = '', unit = ''] = agePattern.exec(text) ?? [];
  const days = units[unit];
  if (days === undefined) throw new Error(`${text} is no age such as 3d, 3w, 3mo or 1y`);
  return Number(count) * days * day;
}

function later(now: string, milliseconds: number): string {
  return new Date(Date.parse(now) + milliseconds).toISOString();
}
