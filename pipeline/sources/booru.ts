import type { Measures } from '../../catalog/measures.ts';
import { md5Pattern } from '../../catalog/record.ts';
import type { Site, SiteRequest } from '../network/client.ts';
import type { Failure, Misanswer, Reader } from '../network/reply.ts';
import type { BooruKind, Row } from './booru-kind.ts';
import { pairHidden } from './pair-hidden.ts';
import { type Finding, failedFinding, type Source, type Subject } from './source.ts';

/** A picture by its MD5, with its measures where they are known. */
export interface Wanted {
  readonly md5: string;
  readonly measures?: Measures;
}

/** Of one post's answer. The longest real ones, with a description, have a tenth of it. */
const mostLetters = 2 ** 19;

/** Adds what takes further requests: the types of Gelbooru's tags. */
export type CompleteRow = (row: Row, signal: AbortSignal) => Promise<Row | Failure>;

export interface BooruOptions {
  readonly name: string;
  readonly kind: BooruKind;
  readonly site: Site;
  readonly complete?: CompleteRow;
}

/** A booru that is asked by MD5, and by its own ids. */
export class Booru implements Source {
  readonly name: string;
  readonly role: BooruKind['role'];
  readonly batch: number;
  readonly site: Site;
  readonly #kind: BooruKind;
  readonly #complete: CompleteRow | undefined;

  constructor({ name, kind, site, complete }: BooruOptions) {
    this.name = name;
    this.role = kind.role;
    this.batch = kind.most;
    this.site = site;
    this.#kind = kind;
    this.#complete = complete;
  }

  lookUp(subjects: readonly Subject[], signal: AbortSignal): Promise<ReadonlyMap<string, Finding>> {
    const wanted = subjects.map(({ md5, record: { measures } }) =>
      measures ? { md5, measures } : { md5 },
    );
    return this.byMd5(wanted, signal);
  }

  /** As `lookUp`, for MD5s that may be another file's, such as one that a name tells of; at most `batch`. */
  async byMd5(
    wanted: readonly Wanted[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Finding>> {
    // One malformed MD5 empties the whole answer of Danbooru.
    const valid = wanted.filter(({ md5 }) => md5Pattern.test(md5));
    const findings = new Map<string, Finding>();
    if (valid.length === 0) return findings;
    const asked = await this.#ask(this.#kind.byMd5s(valid.map(({ md5 }) => md5)), signal);
    if (asked.kind === 'failed') {
      if (asked.isTooLong && valid.length > 1) return this.#askShorter(valid, signal);
      return failAll(valid, asked.finding);
    }
    const missing = new Map(valid.map((item) => [item.md5, item]));
    let strangers = 0;
    for (const row of asked.rows) {
      if (row.md5 === undefined) strangers += this.#kind.hidesMd5s ? 0 : 1;
      else if (!missing.delete(row.md5)) strangers += findings.has(row.md5) ? 0 : 1;
      else await this.#put(findings, row.md5, row, signal);
    }
    const hidden = asked.rows.filter(({ md5 }) => md5 === undefined && this.#kind.hidesMd5s);
    const { paired, unclear } = pairHidden(hidden, [...missing.values()]);
    for (const [md5, row] of paired) {
      missing.delete(md5);
      await this.#put(findings, md5, row, signal);
    }
    for (const { md5 } of unclear) missing.delete(md5);
    await this.#askApart(findings, unclear, signal);
    for (const md5 of missing.keys()) findings.set(md5, absenceBeside(strangers));
    return findings;
  }

  /** A post by the site's own id. `undefined`: nobody was asked, as the host rests. */
  async byId(id: number, signal: AbortSignal): Promise<Finding | undefined> {
    const asked = await this.#ask(this.#kind.byId(id), signal);
    if (asked.kind === 'failed') return asked.finding;
    const row = asked.rows.find(({ answer }) => Number(answer['id']) === id);
    if (!row) return absenceBeside(asked.rows.length);
    const findings = new Map<string, Finding>();
    await this.#put(findings, '', row, signal);
    return findings.get('');
  }

  async #ask(request: SiteRequest, signal: AbortSignal): Promise<Asked> {
    const read: Reader<readonly Row[]> = (body) => {
      const rows = this.#kind.read(body);
      return typeof rows === 'string' ? misanswerOf(rows) : { value: rows };
    };
    const reply = await this.site.ask(request, read, signal);
    if (reply.kind === 'failed') {
      const { isTooLong = false } = reply;
      return { kind: 'failed', finding: failedFinding(reply), isTooLong };
    }
    return { kind: 'rows', rows: reply.body };
  }

  /**
   * In tenths, so that one endless post costs the others nothing: it stands alone after three failures in a row, and a
   * host that always says too much rests after the fifth.
   */
  async #askShorter(
    wanted: readonly Wanted[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Finding>> {
    const findings = new Map<string, Finding>();
    const size = Math.ceil(wanted.length / 10);
    for (let at = 0; at < wanted.length; at += size) {
      const found = await this.byMd5(wanted.slice(at, at + size), signal);
      for (const [md5, finding] of found) findings.set(md5, finding);
    }
    return findings;
  }

  /** In halves: most of many have no row, which one answer says of them all. */
  async #askApart(
    findings: Map<string, Finding>,
    unclear: readonly Wanted[],
    signal: AbortSignal,
  ): Promise<void> {
    if (unclear.length <= 2) {
      for (const { md5 } of unclear) await this.#askAlone(findings, md5, signal);
      return;
    }
    const middle = Math.ceil(unclear.length / 2);
    for (const half of [unclear.slice(0, middle), unclear.slice(middle)]) {
      const found = await this.byMd5(half, signal);
      for (const [md5, finding] of found) findings.set(md5, finding);
    }
  }

  /** A row without an MD5 is that of the only MD5 asked about. */
  async #askAlone(findings: Map<string, Finding>, md5: string, signal: AbortSignal): Promise<void> {
    const asked = await this.#ask(this.#kind.byMd5s([md5]), signal);
    if (asked.kind === 'failed') {
      if (asked.finding) findings.set(md5, asked.finding);
      return;
    }
    const own = asked.rows.find((row) => row.md5 === undefined || row.md5 === md5);
    if (own) await this.#put(findings, md5, own, signal);
    else findings.set(md5, absenceBeside(asked.rows.length));
  }

  async #put(
    findings: Map<string, Finding>,
    md5: string,
    row: Row,
    signal: AbortSignal,
  ): Promise<void> {
    if (JSON.stringify(row.answer).length > mostLetters) {
      findings.set(md5, { state: 'failed', reason: 'answered more of a post than can be kept' });
      return;
    }
    const complete = this.#complete ? await this.#complete(row, signal) : row;
    const finding =
      'answer' in complete
        ? ({ state: 'found', answer: complete.answer } as const)
        : failedFinding(complete);
    if (finding) findings.set(md5, finding);
  }
}

/** The rows of an answer, or why there are none; a missing finding: nobody was asked. */
type Asked =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | {
      readonly kind: 'failed';
      readonly finding: Finding | undefined;
      readonly isTooLong: boolean;
    };

/** Sites that answer every question with 200 tell in words that they want a key. */
function misanswerOf(reason: string): Misanswer {
  const isRefused = /authenticat|api.?key|access denied|forbidden|banned/i.test(reason);
  return { failure: isRefused ? 'refused' : 'glitch', reason };
}

function failAll(
  wanted: readonly Wanted[],
  finding: Finding | undefined,
): ReadonlyMap<string, Finding> {
  return new Map(finding ? wanted.map(({ md5 }) => [md5, finding]) : []);
}

/** An answer that tells of posts which nobody asked about is no answer to the question: nothing is absent by it. */
function absenceBeside(strangers: number): Finding {
  if (strangers === 0) return { state: 'absent' };
  return { state: 'failed', reason: 'answered with posts that nobody asked about' };
}
