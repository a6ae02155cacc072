import { basename } from 'node:path';
import type { Match } from '../../../catalog/match.ts';
import { readNameHints } from '../../../catalog/name-hints.ts';
import type { Finding, Subject } from '../source.ts';

/** More hints of one picture are noise. */
const mostHints = 3;

/** What sites have said before of a picture about which another failed. */
export interface Told {
  readonly matches: readonly Match[];
  /** Names of the sites that do not know it. */
  readonly absentFrom: readonly string[];
}

/** What is asked about one picture by its names, and what has come of it. */
export class Inquiry {
  readonly md5: string;
  readonly md5s: readonly string[];
  readonly #posts: readonly { readonly source: string; readonly id: number }[];
  readonly #told: ReadonlyMap<string, Match>;
  readonly #matches = new Map<string, Match>();
  readonly #absentFrom: Set<string>;
  /** Site → what is wrong there; `rests` where it was not asked. */
  readonly #owed = new Map<string, string>();
  #failure: string | undefined;

  constructor({ md5, paths }: Subject, { matches, absentFrom }: Told) {
    const hints = paths.map((path) => readNameHints(basename(path)));
    this.md5 = md5;
    this.md5s = [...new Set(hints.flatMap(({ md5s }) => md5s))]
      .filter((hint) => hint !== md5)
      .slice(0, mostHints);
    this.#posts = hints.flatMap(({ posts }) => posts).slice(0, mostHints);
    this.#told = new Map(matches.map((match) => [match.source, match]));
    this.#absentFrom = new Set(absentFrom);
  }

  idsOf(source: string): readonly number[] {
    return this.#posts.filter((post) => post.source === source).map(({ id }) => id);
  }

  get isMatched(): boolean {
    return this.#matches.size > 0;
  }

  /** Whether a site owes its word. */
  get isOpen(): boolean {
    return this.#owed.size > 0;
  }

  isMatchedBy(source: string): boolean {
    return this.#matches.has(source);
  }

  hasTold(source: string): boolean {
    return this.#told.has(source) || this.#absentFrom.has(source);
  }

  /** Takes what a site has said before, in its turn; `false`: it has to be asked. */
  recall(source: string): boolean {
    const match = this.#told.get(source);
    if (match) this.#matches.set(source, match);
    return this.hasTold(source);
  }

  /** `undefined`: the host rests. */
  take(source: string, finding: Finding | undefined): void {
    if (finding?.state === 'found') {
      if (this.#matches.has(source)) return;
      this.#matches.set(source, { source, how: 'name', answer: finding.answer });
    } else if (finding?.state === 'failed') {
      this.#failure = `${source} ${finding.reason}`;
      this.#owed.set(source, this.#failure);
    } else if (finding === undefined) this.#owed.set(source, `${source} rests`);
  }

  /** A site was asked about all that it may know. */
  close(source: string): void {
    if (!this.#matches.has(source) && !this.#owed.has(source)) this.#absentFrom.add(source);
  }

  /** The matches in the given order of sites. A failure leaves nothing absent; `undefined`: to be asked again. */
  findingIn(order: readonly string[]): Finding | undefined {
    const [owed] = [...this.#owed.values()].slice(-1);
    const reason = this.#failure ?? owed;
    const partly = { absentFrom: [...this.#absentFrom] };
    if (this.isMatched) {
      const matches = order.flatMap((source) => this.#matches.get(source) ?? []);
      return { state: 'matched', matches, ...(reason === undefined ? {} : { reason, ...partly }) };
    }
    if (this.#failure !== undefined) return { state: 'failed', reason: this.#failure, ...partly };
    return owed === undefined ? { state: 'absent' } : undefined;
  }
}
