import { basename } from 'node:path';
import type { Match } from '../../../catalog/match.ts';
import { readNameHints } from '../../../catalog/name-hints.ts';
import type { Finding, Subject } from '../source.ts';

/** More hints of one picture are noise. */
const mostHints = 3;

/** What is asked about one picture by its names, and what has come of it. */
export class Inquiry {
  readonly md5: string;
  readonly md5s: readonly string[];
  readonly #posts: readonly { readonly source: string; readonly id: number }[];
  readonly #told: ReadonlyMap<string, Match>;
  readonly #matches = new Map<string, Match>();
  #failure: string | undefined;
  #resting: string | undefined;

  /** `told`: what sites have said of it before. */
  constructor({ md5, paths }: Subject, told: readonly Match[]) {
    const hints = paths.map((path) => readNameHints(basename(path)));
    this.md5 = md5;
    this.md5s = [...new Set(hints.flatMap(({ md5s }) => md5s))]
      .filter((hint) => hint !== md5)
      .slice(0, mostHints);
    this.#posts = hints.flatMap(({ posts }) => posts).slice(0, mostHints);
    this.#told = new Map(told.map((match) => [match.source, match]));
  }

  idsOf(source: string): readonly number[] {
    return this.#posts.filter((post) => post.source === source).map(({ id }) => id);
  }

  get isMatched(): boolean {
    return this.#matches.size > 0;
  }

  /** Whether a site owes its word. */
  get isOpen(): boolean {
    return this.#failure !== undefined || this.#resting !== undefined;
  }

  isMatchedBy(source: string): boolean {
    return this.#matches.has(source);
  }

  hasTold(source: string): boolean {
    return this.#told.has(source);
  }

  /** Takes what a site has said before, in its turn; `false`: it has to be asked. */
  recall(source: string): boolean {
    const match = this.#told.get(source);
    if (match) this.#matches.set(source, match);
    return match !== undefined;
  }

  /** `undefined`: the host rests. */
  take(source: string, finding: Finding | undefined): void {
    if (finding?.state === 'found') {
      if (this.#matches.has(source)) return;
      this.#matches.set(source, { source, how: 'name', answer: finding.answer });
    } else if (finding?.state === 'failed') this.#failure = `${source} ${finding.reason}`;
    else if (finding === undefined) this.#resting = `${source} rests`;
  }

  /** The matches in the given order of sites. A failure leaves nothing absent; `undefined`: to be asked again. */
  findingIn(order: readonly string[]): Finding | undefined {
    const reason = this.#failure ?? this.#resting;
    if (this.isMatched) {
      const matches = order.flatMap((source) => this.#matches.get(source) ?? []);
      return { state: 'matched', matches, ...(reason === undefined ? {} : { reason }) };
    }
    if (this.#failure !== undefined) return { state: 'failed', reason: this.#failure };
    return this.#resting === undefined ? { state: 'absent' } : undefined;
  }
}
