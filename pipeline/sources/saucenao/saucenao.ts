import type { Match } from '../../../catalog/match.ts';
import type { Site } from '../../network/client.ts';
import type { Clock } from '../../network/clock.ts';
import type { Reader } from '../../network/reply.ts';
import type { Booru } from '../booru.ts';
import { unknownForm } from '../booru-kind.ts';
import { type Finding, failedFinding, type Source, type Subject } from '../source.ts';
import type { RenderUpload } from '../upload.ts';
import type { SauceQuotas } from './quota.ts';
import {
  bestHits,
  cleanResponse,
  readSauceAnswer,
  readSauceQuota,
  type SauceAnswer,
  type SauceHit,
} from './read-response.ts';

export interface SauceNaoOptions {
  readonly site: Site;
  /** Percent: what is less alike is another picture. */
  readonly threshold: number;
  readonly render: RenderUpload;
  readonly quotas: SauceQuotas;
  readonly clock: Clock;
  /** The sites whose posts may be fetched. */
  readonly boorus: readonly Booru[];
}

/** The indexes of the boorus: https://saucenao.com/tools/examples/api/index_details.txt */
const indexes: ReadonlyMap<string, string> = new Map([
  ['danbooru', '9'],
  ['yandere', '12'],
  ['gelbooru', '25'],
  ['konachan', '26'],
  ['e621', '29'],
]);
/** The boorus whose posts it knows. */
export const sauceBoorus: readonly string[] = [...indexes.keys()];
/** Statuses with which it says in JSON what is wrong. */
const spoken: readonly number[] = [400, 403, 413, 429];
/** A wrong key stays wrong; nor is it any use to hurry where too many searches have failed. */
const accessRest = 3_600_000;
/** Says that a search found nothing alike, and has to be made again. */
const withoutIndexes = 'answered without some of its indexes';

type SauceHits = SauceAnswer & { readonly kind: 'hits' };

/** SauceNAO finds posts that look like a picture; what they say is then asked of their own sites. */
export class SauceNao implements Source {
  readonly name = 'saucenao';
  readonly role = 'reverse';
  readonly batch = 1;
  readonly site: Site;
  readonly #options: SauceNaoOptions;
  /** Whoever asks again in the same run costs no second search: what was answered, and what was final. */
  readonly #bodies = new Map<string, unknown>();
  readonly #matches = new Map<string, readonly Match[]>();
  readonly #absentFrom = new Map<string, readonly string[]>();
  readonly #final = new Map<string, Finding>();

  constructor(options: SauceNaoOptions) {
    this.site = options.site;
    this.#options = options;
  }

  async lookUp(
    subjects: readonly Subject[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Finding>> {
    const findings = new Map<string, Finding>();
    for (const subject of subjects) {
      const finding = await this.#lookUpOne(subject, signal);
      if (finding) findings.set(subject.md5, finding);
    }
    return findings;
  }

  /** `undefined`: nobody was asked, as a quota is used up. */
  async #lookUpOne(subject: Subject, signal: AbortSignal): Promise<Finding | undefined> {
    const final = this.#final.get(subject.md5);
    if (final) return final;
    const kept = this.#keptOf(subject);
    if (kept) return this.#follow(subject, kept.answer, kept.body, signal);
    const searched = await this.#search(subject, signal);
    if (searched === undefined || 'state' in searched) return searched;
    return this.#judge(subject, searched, signal);
  }

  /** An earlier answer whose hits were not all told of, as a site that has one did not answer: that costs no search. */
  #keptOf({ md5, record }: Subject): (Searched & { readonly answer: SauceHits }) | undefined {
    const lookup = record.lookups.get(this.name);
    const isWaiting = lookup?.state === 'failed' && lookup.reason !== withoutIndexes;
    const body = this.#bodies.get(md5) ?? (isWaiting && record.rest.get('saucenao_response'));
    const answer = readSauceAnswer(body);
    return answer?.kind === 'hits' && this.#openHits(answer).length > 0
      ? { body, answer }
      : undefined;
  }

  /** The hits whose sites may be asked, the best first. */
  #openHits({ hits }: SauceHits): readonly (SauceHit & { readonly booru: Booru })[] {
    const { boorus, threshold } = this.#options;
    return bestHits(hits, threshold).flatMap((hit) => {
      const booru = boorus.find(({ name }) => name === hit.source);
      return booru ? [{ ...hit, booru }] : [];
    });
  }

  async #search(subject: Subject, signal: AbortSignal): Promise<Searched | Finding | undefined> {
    const { quotas, clock, boorus, render } = this.#options;
    const until = quotas.usedUpUntil(clock.now());
    if (until !== undefined) {
      this.site.restUntil(until, 'has used up its daily searches');
      return undefined;
    }
    const upload = await render(subject);
    if ('reason' in upload) return { state: 'failed', reason: upload.reason };
    const form = new FormData();
    form.append('file', upload.file);
    const wanted = boorus.flatMap(({ name }) => indexes.get(name) ?? []);
    const query = [
      ['output_type', '2'],
      ['numres', '16'],
      ['hide', '0'],
      ...wanted.map((index) => ['dbs[]', index] as const),
    ] as const;
    await clock.wait(quotas.waitAt(clock.now()), signal);
    const reply = await this.site.ask(
      { path: '/search.php', query, form, accepted: spoken },
      readSearched,
      signal,
    );
    if (reply.kind === 'answered') return reply.body;
    if (reply.failure !== 'resting' && !reply.isUnsent) await quotas.take({}, clock.now());
    return failedFinding(reply);
  }

  async #judge(
    subject: Subject,
    { body, answer }: Searched,
    signal: AbortSignal,
  ): Promise<Finding | undefined> {
    const { md5 } = subject;
    const { quotas, clock } = this.#options;
    await quotas.take(readSauceQuota(body), clock.now());
    const usedUp = quotas.usedUpUntil(clock.now());
    if (usedUp !== undefined) this.site.restUntil(usedUp, 'has used up its daily searches');
    switch (answer.kind) {
      case 'failed':
        return this.#settle(md5, { state: 'failed', reason: `answered: ${answer.message}` });
      case 'hits':
        this.#bodies.set(md5, body);
        return this.#follow(subject, answer, body, signal);
      case 'refused':
        return this.#rest(answer);
      default:
        return answer satisfies never;
    }
  }

  /** It will not search now: that says nothing of the picture. */
  async #rest({ cause, message }: SauceAnswer & { kind: 'refused' }): Promise<Finding | undefined> {
    const { quotas, clock } = this.#options;
    const now = clock.now();
    if (cause === 'short') {
      await quotas.useUp('short', now);
      return { state: 'failed', reason: `answered: ${message}` };
    }
    const until = cause === 'daily' ? await quotas.useUp('daily', now) : now + accessRest;
    const failure = cause === 'daily' ? 'throttled' : 'refused';
    this.site.restUntil(until, `answered: ${message}`, failure);
    return undefined;
  }

  /** Asks the sites themselves for the best hit on each, but for those that told of it when others failed. */
  async #follow(
    { md5, record }: Subject,
    answer: SauceHits,
    body: unknown,
    signal: AbortSignal,
  ): Promise<Finding> {
    const lookup = record.lookups.get(this.name);
    const isWaiting = lookup?.state === 'failed';
    const earlier = isWaiting ? record.matches.get(this.name) : undefined;
    const told = this.#matches.get(md5) ?? earlier ?? [];
    const absentFrom = new Set(
      this.#absentFrom.get(md5) ?? (isWaiting ? lookup.absentFrom : undefined),
    );
    const matches: Match[] = [];
    let failure: string | undefined;
    for (const { source, id, similarity, booru } of this.#openHits(answer)) {
      if (absentFrom.has(source)) continue;
      const known = told.find(
        (match) => match.source === source && match.similarity === similarity,
      );
      const finding = known ? { state: 'found' as const, ...known } : await booru.byId(id, signal);
      if (finding?.state === 'found') {
        matches.push({ source, how: 'similar', similarity, answer: finding.answer });
      } else if (finding?.state === 'absent') absentFrom.add(source);
      else {
        failure = `${source} ${finding?.state === 'failed' ? finding.reason : 'rests'}`;
      }
    }
    this.#matches.set(md5, matches);
    this.#absentFrom.set(md5, [...absentFrom]);
    const partly = failure === undefined ? {} : { reason: failure, absentFrom: [...absentFrom] };
    const notes = { saucenao_lookup: matches.length > 0, saucenao_response: cleanResponse(body) };
    if (matches.length > 0) return { state: 'matched', matches, ...partly, notes };
    if (partly.reason !== undefined) return { state: 'failed', ...partly, notes };
    if (!answer.isPartial) return { state: 'absent', notes };
    return this.#settle(md5, { state: 'failed', reason: withoutIndexes, notes });
  }

  /** Says the same for the rest of the run. */
  #settle(md5: string, finding: Finding): Finding {
    this.#final.set(md5, finding);
    return finding;
  }
}

/** An answer as it came, and what it comes to. */
interface Searched {
  readonly body: unknown;
  readonly answer: SauceAnswer;
}

/** What another machine on the way says with such a status is no answer of SauceNAO's. */
const readSearched: Reader<Searched> = (body, status) => {
  const answer = readSauceAnswer(body);
  if (answer) return { value: { body, answer } };
  return spoken.includes(status) ? undefined : { failure: 'glitch', reason: unknownForm };
};
