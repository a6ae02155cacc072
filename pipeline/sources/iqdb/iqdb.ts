import { isObject, type JsonObject, own, ownObject, ownText } from '../../../catalog/json.ts';
import type { Site } from '../../network/client.ts';
import type { Reader } from '../../network/reply.ts';
import { unknownForm } from '../booru-kind.ts';
import { cleanAnswer } from '../clean-answer.ts';
import { type Finding, failedFinding, type Source, type Subject } from '../source.ts';
import type { RenderUpload } from '../upload.ts';

export interface IqdbOptions {
  readonly site: Site;
  /** Percent: what is less alike is another picture. */
  readonly threshold: number;
  readonly render: RenderUpload;
}

/** Statuses with which it says that it will not search for us: no matter of one picture, nor of its host's other pages. */
const refusals: readonly number[] = [401, 403, 422];
const longestMessage = 200;

/** Danbooru's search for pictures that look alike; it answers with whole posts. */
export class Iqdb implements Source {
  readonly name = 'iqdb';
  readonly role = 'reverse';
  readonly batch = 1;
  readonly site: Site;
  readonly #options: IqdbOptions;
  #refusal: string | undefined;

  constructor(options: IqdbOptions) {
    this.site = options.site;
    this.#options = options;
  }

  get refusal(): string | undefined {
    return this.#refusal;
  }

  async lookUp(
    subjects: readonly Subject[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Finding>> {
    const findings = new Map<string, Finding>();
    for (const subject of subjects) {
      const finding = this.#refusal === undefined ? await this.#ask(subject, signal) : undefined;
      if (finding) findings.set(subject.md5, finding);
    }
    return findings;
  }

  async #ask(subject: Subject, signal: AbortSignal): Promise<Finding | undefined> {
    const upload = await this.#options.render(subject);
    if ('reason' in upload) return { state: 'failed', reason: upload.reason };
    const form = new FormData();
    form.append('search[file]', upload.file);
    const request = { path: '/iqdb_queries.json', query: [['limit', '5']], form } as const;
    const reply = await this.site.ask({ ...request, accepted: refusals }, readHits, signal);
    if (reply.kind === 'failed') return failedFinding(reply);
    if (typeof reply.body === 'string') {
      this.#refusal = reply.body;
      return undefined;
    }
    const best = bestOf(reply.body, this.#options.threshold);
    return best ? { state: 'matched', matches: [best] } : { state: 'absent' };
  }
}

/** What it found, or in words why it does not search for us. */
const readHits: Reader<readonly JsonObject[] | string> = (body, status) => {
  if (Array.isArray(body)) return { value: body.filter(isObject) };
  if (!refusals.includes(status)) return { failure: 'glitch', reason: unknownForm };
  const message = isObject(body) ? ownText(body, 'message') : undefined;
  const detail = message === undefined ? '' : `: ${message.slice(0, longestMessage)}`;
  return { value: `answered ${status}${detail}` };
};

/** It takes no threshold, and sends what is hardly alike, too. */
function bestOf(hits: readonly JsonObject[], threshold: number) {
  const posts = hits.flatMap((hit) => {
    const post = ownObject(hit, 'post');
    const score = Number(own(hit, 'score'));
    return post && score >= threshold && score <= 100 ? [{ post, score }] : [];
  });
  const [best] = posts.toSorted((a, b) => b.score - a.score);
  if (!best) return undefined;
  const answer = cleanAnswer(best.post);
  return { source: 'danbooru', how: 'similar', similarity: best.score, answer } as const;
}
