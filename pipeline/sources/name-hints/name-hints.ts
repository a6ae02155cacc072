import type { Booru } from '../booru.ts';
import type { Finding, HandOver, Source, Subject } from '../source.ts';
import { Inquiry, type Told } from './inquiry.ts';

/**
 * Looks up what the names of a picture's files tell, an MD5 or a site's own id, where nobody knows the picture's own MD5:
 * samples and files that were saved anew have another. What is found is a match, not an answer.
 */
export class NameHintSource implements Source {
  readonly name = 'filename';
  readonly role = 'hint';
  readonly batch = 100;
  readonly #boorus: readonly Booru[];
  /** What was said in this run of pictures about which another site failed. */
  readonly #told = new Map<string, Told>();

  /** `boorus`: all that may be asked, best first. */
  constructor(boorus: readonly Booru[]) {
    this.#boorus = boorus;
  }

  /** Hands over each picture as it is done with: an id takes a request of its own. */
  async lookUp(
    subjects: readonly Subject[],
    signal: AbortSignal,
    handOver?: HandOver,
  ): Promise<ReadonlyMap<string, Finding>> {
    const exact = this.#boorus.filter(({ role }) => role === 'exact');
    const asked = subjects
      .map((subject) => new Inquiry(subject, this.#toldOf(subject)))
      // Whoever asks while a site rests, asks the others again when it is back.
      .filter((inquiry) => !this.#boorus.some((booru) => isAwaited(booru, inquiry)));
    for (const booru of exact) await askMd5s(booru, asked, signal);
    const findings = new Map<string, Finding>();
    for (const inquiry of asked) {
      for (const booru of exact) {
        await askIds(booru, inquiry, signal);
        if (inquiry.md5s.length > 0 || inquiry.idsOf(booru.name).length > 0) {
          inquiry.close(booru.name);
        }
      }
      for (const booru of this.#boorus.filter(({ role }) => role !== 'exact')) {
        await askLeftover(booru, inquiry, signal);
      }
      const finding = inquiry.findingIn(this.#boorus.map(({ name }) => name));
      if (finding === undefined) continue;
      this.#told.set(inquiry.md5, toldBy(finding));
      findings.set(inquiry.md5, finding);
      await handOver?.(inquiry.md5, finding);
    }
    return findings;
  }

  /** What sites told of a picture when others failed: they are not asked again. */
  #toldOf({ md5, record }: Subject): Told {
    const told = this.#told.get(md5);
    if (told) return told;
    const lookup = record.lookups.get(this.name);
    if (lookup?.state !== 'failed') return { matches: [], absentFrom: [] };
    const { absentFrom = [] } = lookup;
    return { matches: record.matches.get(this.name) ?? [], absentFrom };
  }
}

function toldBy(finding: Finding): Told {
  const { absentFrom = [] } = 'reason' in finding ? finding : {};
  return { matches: finding.state === 'matched' ? finding.matches : [], absentFrom };
}

/** Whether a site rests that is to be asked in any case. */
function isAwaited({ name, role, site }: Booru, inquiry: Inquiry): boolean {
  if (site.restsUntil === undefined || inquiry.hasTold(name)) return false;
  return (role === 'exact' && inquiry.md5s.length > 0) || inquiry.idsOf(name).length > 0;
}

/** One booru about all the MD5s that it may know, in as many requests as it wants. */
async function askMd5s(
  booru: Booru,
  asked: readonly Inquiry[],
  signal: AbortSignal,
): Promise<void> {
  const open = asked.filter((inquiry) => !inquiry.recall(booru.name));
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

async function askIds(booru: Booru, inquiry: Inquiry, signal: AbortSignal): Promise<void> {
  for (const id of inquiry.idsOf(booru.name)) {
    if (inquiry.isMatchedBy(booru.name) || inquiry.hasTold(booru.name)) return;
    inquiry.take(booru.name, await booru.byId(id, signal));
  }
}

/** One by one, and only what no site before it knows, each of which has said so. */
async function askLeftover(booru: Booru, inquiry: Inquiry, signal: AbortSignal): Promise<void> {
  if (inquiry.recall(booru.name)) return;
  const isLeft = !inquiry.isMatched && !inquiry.isOpen;
  if (isLeft) await askMd5s(booru, [inquiry], signal);
  await askIds(booru, inquiry, signal);
  if (isLeft) inquiry.close(booru.name);
}
