import type { Match } from '../../../catalog/match.ts';
import type { Site } from '../../network/client.ts';
import type { Clock } from '../../network/clock.ts';
import type { Booru } from '../booru.ts';
import { unknownForm } from '../booru-kind.ts';
import type { Finding, Source, Subject } from '../source.ts';
import type { RenderUpload } from '../upload.ts';
import type { SauceQuotas } from './quota.ts';
import {
  bestHits,
  cleanResponse,
  readSauceAnswer,
  readSauceQuota,
  type SauceAnswer,
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
/** Statuses with which it says in JSON what is wrong. */
const spoken: readonly number[] = [400, 403, 413, 429];
/** A wrong key stays wrong; nor is it any use to hurry where too many searches have failed. */
const accessRest = 3_600_000;

/** SauceNAO finds posts that look like a picture; what they say is then asked of their own sites. */
export class SauceNao implements Source {
  readonly name = 'saucenao';
  readonly role = 'reverse';
  readonly batch = 1;
  readonly site: Site;
  readonly #options: SauceNaoOptions;
  /** Whoever asks again in the same run costs no second search: what was answered, and what was final. */
  readonly #bodies = new Map<string, unknown>();
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
    const { md5, record } = subject;
    const final = this.#final.get(md5);
    if (final) return final;
    // It was found before, and the site that has the post did not answer.
    const isWaiting = record.lookups.get(this.name)?.state === 'failed';
    const kept = this.#bodies.get(md5) ?? (isWaiting && record.rest.get('saucenao_response'));
    const known = readSauceAnswer(kept);
    if (known?.kind === 'hits' && known.hits.length > 0) {
      return this.#follow(md5, known, kept, signal);
    }
    const searched = await this.#search(subject, signal);
    if (searched === undefined || 'state' in searched) return searched;
    return this.#judge(md5, searched.body, signal);
  }

  async #search(
    subject: Subject,
    signal: AbortSignal,
  ): Promise<{ readonly body: unknown } | Finding | undefined> {
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
      signal,
    );
    if (reply.kind === 'answered') return { body: reply.body };
    if (reply.failure === 'resting') return undefined;
    await quotas.take({}, clock.now());
    return { state: 'failed', reason: reply.reason };
  }

  async #judge(md5: string, body: unknown, signal: AbortSignal): Promise<Finding | undefined> {
    const { quotas, clock } = this.#options;
    const answer = readSauceAnswer(body);
    await quotas.take(readSauceQuota(body), clock.now());
    const usedUp = quotas.usedUpUntil(clock.now());
    if (usedUp !== undefined) this.site.restUntil(usedUp, 'has used up its daily searches');
    switch (answer?.kind) {
      case undefined:
        return { state: 'failed', reason: unknownForm };
      case 'failed':
        return this.#settle(md5, { state: 'failed', reason: `answered: ${answer.message}` });
      case 'hits':
        this.#bodies.set(md5, body);
        return this.#follow(md5, answer, body, signal);
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

  /** Asks the sites themselves for the best hit on each. */
  async #follow(
    md5: string,
    { hits, isPartial }: SauceAnswer & { kind: 'hits' },
    body: unknown,
    signal: AbortSignal,
  ): Promise<Finding> {
    const { boorus, threshold } = this.#options;
    const matches: Match[] = [];
    let failure: string | undefined;
    for (const { source, id, similarity } of bestHits(hits, threshold)) {
      const booru = boorus.find(({ name }) => name === source);
      if (!booru) continue;
      const finding = await booru.byId(id, signal);
      if (finding?.state === 'found') {
        matches.push({ source, how: 'similar', similarity, answer: finding.answer });
      } else if (finding?.state !== 'absent') {
        failure = `${source} ${finding?.state === 'failed' ? finding.reason : 'rests'}`;
      }
    }
    const notes = { saucenao_lookup: matches.length > 0, saucenao_response: cleanResponse(body) };
    if (matches.length > 0) return { state: 'matched', matches, notes };
    if (failure !== undefined) return { state: 'failed', reason: failure, notes };
    if (!isPartial) return { state: 'absent', notes };
    const reason = 'answered without some of its indexes';
    return this.#settle(md5, { state: 'failed', reason, notes });
  }

  /** Says the same for the rest of the run. */
  #settle(md5: string, finding: Finding): Finding {
    this.#final.set(md5, finding);
    return finding;
  }
}
