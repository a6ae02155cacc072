import { basename } from 'node:path';
import type { Match } from '../../../catalog/match.ts';
import { readNameHints } from '../../../catalog/name-hints.ts';
import type { Booru } from '../booru.ts';
import type { Finding, Source, Subject } from '../source.ts';

/** More hints of one picture are noise. */
const mostHints = 3;

/**
 * Looks up what the names of a picture's files tell, an MD5 or a site's own id, where nobody knows the picture's own MD5:
 * samples and files that were saved anew have another. What is found is a match, not an answer.
 */
export class NameHintSource implements Source {
  readonly name = 'filename';
  readonly role = 'hint';
  readonly batch = 100;
  readonly #boorus: readonly Booru[];

  /** `boorus`: all that may be asked, best first. */
  constructor(boorus: readonly Booru[]) {
    this.#boorus = boorus;
  }

  async lookUp(
    subjects: readonly Subject[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Finding>> {
    const asked = subjects.map((subject) => new Inquiry(subject));
    for (const booru of this.#boorus) {
      await askMd5s(booru, asked, signal);
      await askIds(booru, asked, signal);
    }
    return new Map(
      asked.flatMap(({ md5, finding }) => (finding === undefined ? [] : [[md5, finding] as const])),
    );
  }
}

/** One booru about all the MD5s that it may know, in as many requests as it wants. */
async function askMd5s(
  booru: Booru,
  asked: readonly Inquiry[],
  signal: AbortSignal,
): Promise<void> {
  // One by one, only what no other site knew.
  const open = asked.filter((inquiry) => booru.role === 'exact' || !inquiry.isMatched);
  const md5s = [...new Set(open.flatMap((inquiry) => inquiry.md5s))];
  for (let at = 0; at < md5s.length; at += booru.batch) {
    const batch = md5s.slice(at, at + booru.batch);
    const findings = await booru.byMd5(
      batch.map((md5) => ({ md5 })),
      signal,
    );
    for (const inquiry of open) {
      for (const md5 of inquiry.md5s) {
        if (batch.includes(md5)) inquiry.take(booru.name, findings.get(md5));
      }
    }
  }
}

async function askIds(booru: Booru, asked: readonly Inquiry[], signal: AbortSignal): Promise<void> {
  for (const inquiry of asked) {
    for (const { source, id } of inquiry.posts) {
      if (source !== booru.name || inquiry.isMatchedBy(source)) continue;
      inquiry.take(source, await booru.byId(id, signal));
    }
  }
}

/** What is asked about one picture, and what has come of it. */
class Inquiry {
  readonly md5: string;
  readonly md5s: readonly string[];
  readonly posts: readonly { readonly source: string; readonly id: number }[];
  readonly #matches = new Map<string, Match>();
  #failure: Finding | undefined;
  #isResting = false;

  constructor({ md5, paths }: Subject) {
    const hints = paths.map((path) => readNameHints(basename(path)));
    this.md5 = md5;
    this.md5s = [...new Set(hints.flatMap(({ md5s }) => md5s))]
      .filter((hint) => hint !== md5)
      .slice(0, mostHints);
    this.posts = hints.flatMap(({ posts }) => posts).slice(0, mostHints);
  }

  get isMatched(): boolean {
    return this.#matches.size > 0;
  }

  isMatchedBy(source: string): boolean {
    return this.#matches.has(source);
  }

  /** `undefined`: the host rests. */
  take(source: string, finding: Finding | undefined): void {
    if (finding?.state === 'found') {
      if (this.#matches.has(source)) return;
      this.#matches.set(source, { source, how: 'name', answer: finding.answer });
    } else if (finding?.state === 'failed') {
      this.#failure = { ...finding, reason: `${source} ${finding.reason}` };
    } else if (finding === undefined) this.#isResting = true;
  }

  /** A failure, or a host that rests, leaves nothing absent; `undefined`: to be asked again. */
  get finding(): Finding | undefined {
    if (this.isMatched) return { state: 'matched', matches: [...this.#matches.values()] };
    if (this.#failure) return this.#failure;
    return this.#isResting ? undefined : { state: 'absent' };
  }
}
