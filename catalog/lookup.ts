import { date, Fields, oneOf, text, wholeFrom, wrong } from './fields.ts';
import { own } from './json.ts';

/** What a source said last, and when to ask again (ISO 8601, UTC). */
export interface Lookup {
  readonly state: 'found' | 'absent' | 'failed';
  readonly at: string;
  /** Missing where nobody asks again by himself. */
  readonly next?: string;
  /** Why it failed. */
  readonly reason?: string;
  /** How often in a row it has said so of this picture; failures between do not count. */
  readonly absences?: number;
  /** How often in a row it has failed. */
  readonly failures?: number;
  /** Of one who asks several sites, while one of them fails: those that do not know it, and are not asked again. */
  readonly absentFrom?: readonly string[];
  /** What was another when it was asked again, oldest first. */
  readonly changes?: readonly AnswerChange[];
}

/** How a source's answer changed from one time to the next. */
export interface AnswerChange {
  readonly at: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Its rating before, where that changed; `null`: it had none. */
  readonly rating?: string | null;
}

const lookupFields: ReadonlySet<string> = new Set<keyof Lookup>([
  'state',
  'at',
  'next',
  'reason',
  'absences',
  'failures',
  'absentFrom',
  'changes',
]);
const lookupStates = ['found', 'absent', 'failed'] as const;

/** Reads a look-up as a record keeps it, with its unknown fields. Throws an Error that names what is wrong. */
export function readLookup([source, fields]: readonly [string, Fields]): readonly [string, Lookup] {
  const next = fields.read('next', date);
  const reason = fields.read('reason', text);
  const absences = fields.read('absences', wholeFrom(1));
  const failures = fields.read('failures', wholeFrom(1));
  const absentFrom = fields.list('absentFrom', readText);
  const changes = fields.list('changes', readChange);
  const lookup: Lookup = {
    state: fields.need('state', oneOf(lookupStates)),
    at: fields.need('at', date),
    ...(next === undefined ? {} : { next }),
    ...(reason === undefined ? {} : { reason }),
    ...(absences === undefined ? {} : { absences }),
    ...(failures === undefined ? {} : { failures }),
    ...(absentFrom === undefined ? {} : { absentFrom }),
    ...(changes === undefined ? {} : { changes }),
  };
  return [source, fields.keeping(lookupFields, lookup)];
}

const changeFields: ReadonlySet<string> = new Set(['at', 'added', 'removed', 'rating']);

function readChange(item: unknown, way: string): AnswerChange {
  const fields = Fields.of(item, way);
  const rating = own(fields.raw, 'rating') === null ? null : fields.read('rating', text);
  return fields.keeping(changeFields, {
    at: fields.need('at', date),
    added: fields.list('added', readText) ?? [],
    removed: fields.list('removed', readText) ?? [],
    ...(rating === undefined ? {} : { rating }),
  });
}

function readText(item: unknown, way: string): string {
  if (!text.is(item)) throw wrong(way, item, text.wish);
  return item;
}
