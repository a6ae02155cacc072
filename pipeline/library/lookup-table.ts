import type { Lookup } from '../../catalog/lookup.ts';
import type { PostRecord } from '../../catalog/record.ts';
import type { Library } from './library.ts';

/** As the table keeps it. */
const stateCodes: Readonly<Record<Lookup['state'], number>> = { found: 0, absent: 1, failed: 2 };

/** What each source said last of each post, so that nobody reads a million records to find out whom to ask what. */
export class LookupTable {
  readonly #library: Library;
  readonly #ids: Map<string, number>;

  constructor(library: Library) {
    this.#library = library;
    const rows = library.sql('SELECT id, name FROM asked_sources').all();
    this.#ids = new Map(rows.map(({ id, name }) => [String(name), Number(id)]));
  }

  /** Puts in what a record says, in the place of what it said before. */
  put(number: number, lookups: readonly KeptLookup[]): void {
    for (const { source, state, at, next, isKnown } of lookups) {
      this.#library
        .sql(`INSERT INTO lookups (source, number, state, at, next, known) VALUES (?, ?, ?, ?, ?, ?)
              ON CONFLICT DO UPDATE SET
                state = excluded.state, at = excluded.at, next = excluded.next, known = excluded.known`)
        .run(
          this.#idOf(source),
          number,
          stateCodes[state],
          secondsOf(at),
          secondsOf(next),
          isKnown ? 1 : 0,
        );
    }
    for (const source of this.#ids.keys()) {
      if (!lookups.some((lookup) => lookup.source === source)) this.#drop(source, number);
    }
  }

  remove(number: number): void {
    for (const source of this.#ids.keys()) this.#drop(source, number);
  }

  #drop(source: string, number: number): void {
    this.#library
      .sql('DELETE FROM lookups WHERE source = ? AND number = ?')
      .run(this.#idOf(source), number);
  }

  #idOf(source: string): number {
    const known = this.#ids.get(source);
    if (known !== undefined) return known;
    const { lastInsertRowid } = this.#library
      .sql('INSERT INTO asked_sources (name) VALUES (?)')
      .run(source);
    this.#ids.set(source, Number(lastInsertRowid));
    return Number(lastInsertRowid);
  }
}

/** What a source said last of a post. */
export interface KeptLookup extends Pick<Lookup, 'state' | 'at' | 'next'> {
  readonly source: string;
  /** What it has told of the post is kept, whatever it said last. */
  readonly isKnown: boolean;
}

/** What the table keeps of a record. */
export function keptLookups(record: PostRecord): readonly KeptLookup[] {
  return [...lookupsOf(record)].map(([source, { state, at, next }]) => ({
    source,
    state,
    at,
    ...(next === undefined ? {} : { next }),
    isKnown: state === 'found' || hasAnswer(record, source),
  }));
}

/**
 * What is known of each source: an answer without a look-up is the Flask version's, which kept none. Not where SauceNAO
 * had found it: then the sites did not know the picture itself.
 */
function lookupsOf(record: PostRecord): ReadonlyMap<string, Lookup> {
  const { lookups, sources, added } = record;
  if (isSauceNaos(record)) return lookups;
  const at = added ?? new Date(0).toISOString();
  const answered = [...sources.keys()].map((source) => [source, { state: 'found', at }] as const);
  return new Map<string, Lookup>([...answered, ...lookups]);
}

function isSauceNaos({ rest }: PostRecord): boolean {
  return rest.get('saucenao_lookup') === true;
}

/** What a source has told stays, and counts, when it later calls the picture absent. */
function hasAnswer(record: PostRecord, source: string): boolean {
  if (record.matches.has(source)) return true;
  return record.sources.has(source) && !isSauceNaos(record);
}

/** Whose turn it is. Times are ISO 8601, UTC. */
export interface DueWish {
  readonly source: string;
  /** Sources that must all have said that they do not know the picture, and never have told of it. */
  readonly after: readonly string[];
  /** One of those that failed is waited for no longer. */
  readonly afterFailed?: boolean;
  /** Those of `after` that need not have said anything, as they answer nobody now. */
  readonly silent?: readonly string[];
  /** Sources that must not know it, whether they are asked or not. */
  readonly unknownTo?: readonly string[];
  readonly now: string;
  /** Of this post alone. */
  readonly number?: number;
  /** Whatever their dates. */
  readonly retry?: 'absent' | 'failed';
  /** Those that it found up to this time, too. */
  readonly foundUntil?: string;
}

/**
 * The posts that a source is to be asked about now: those never asked about by number, then those due again, the longest
 * left alone first. So what goes on failing does not take the turn, or a day's few searches, of the others.
 */
export function duePosts(library: Library, wish: DueWish): readonly number[] {
  const source = idOf(library, wish.source);
  const all = wish.after.map((name) => ({
    id: idOf(library, name),
    isSilent: wish.silent?.includes(name) ?? false,
  }));
  if (all.some(({ id, isSilent }) => id === undefined && !isSilent)) return [];
  const after = all.filter(({ id }) => id !== undefined);
  const spoken = wish.afterFailed
    ? [stateCodes.absent, stateCodes.failed].join()
    : stateCodes.absent;
  const joins = after.map(
    ({ isSilent }, at) => `${isSilent ? 'LEFT JOIN' : 'JOIN'} lookups AS a${at}
            ON a${at}.source = ? AND a${at}.number = posts.number`,
  );
  const haveSpoken = after.map(
    ({ isSilent }, at) => `AND (a${at}.state IN (${spoken}) AND a${at}.known = 0
            ${isSilent ? `OR a${at}.number IS NULL` : ''})`,
  );
  const retried = wish.retry === undefined ? -1 : stateCodes[wish.retry];
  return library
    .sql(
      `SELECT posts.number AS number FROM posts ${joins.join(' ')}
       LEFT JOIN lookups AS own ON own.source = ? AND own.number = posts.number
       WHERE (own.number IS NULL OR own.state = ?
         OR (own.state <> ${stateCodes.found} AND (coalesce(own.next, 0) <= ? OR own.at > ?))
         OR (own.state = ${stateCodes.found} AND own.at <= ?)) AND ${isUnknown}
         ${haveSpoken.join(' ')}
         ${wish.number === undefined ? '' : 'AND posts.number = ?'}
       ORDER BY own.at, posts.number`,
    )
    .all(
      ...after.map(({ id }) => id ?? -1),
      source ?? -1,
      retried,
      secondsOf(wish.now),
      secondsOf(wish.now) + day,
      secondsOf(wish.foundUntil) ?? -1,
      JSON.stringify(wish.unknownTo ?? []),
      ...(wish.number === undefined ? [] : [wish.number]),
    )
    .map(({ number }) => Number(number));
}

/** No source of a list (JSON) knows the post. Each is looked at by its own key: there are few, and many posts. */
const isUnknown = `NOT EXISTS (
  SELECT 1 FROM asked_sources JOIN lookups AS other
    ON other.source = asked_sources.id AND other.number = posts.number
  WHERE other.known = 1 AND asked_sources.name IN (SELECT value FROM json_each(?)))`;

/** The posts about which a source failed last, and which none of `unknownTo` knows, by number. */
export function failedPosts(
  library: Library,
  source: string,
  unknownTo: readonly string[],
): readonly number[] {
  return library
    .sql(
      `SELECT posts.number AS number FROM lookups AS own JOIN posts ON posts.number = own.number
       WHERE own.source = ? AND own.state = ${stateCodes.failed} AND ${isUnknown}
       ORDER BY posts.number`,
    )
    .all(idOf(library, source) ?? -1, JSON.stringify(unknownTo))
    .map(({ number }) => Number(number));
}

/** Seconds. What was said more than a day from now, was so by a clock that has been set right since: it says nothing. */
const day = 86_400;

function idOf(library: Library, source: string): number | undefined {
  const row = library.sql('SELECT id FROM asked_sources WHERE name = ?').get(source);
  return row ? Number(row['id']) : undefined;
}

/** Seconds since 1970, rounded down. */
function secondsOf(time: string): number;
function secondsOf(time: string | undefined): number | null;
function secondsOf(time: string | undefined): number | null {
  return time === undefined ? null : Math.floor(Date.parse(time) / 1000);
}
