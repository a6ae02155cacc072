import { isObject, type JsonObject, own, ownObject, ownText } from '../../../catalog/json.ts';
import type { Site } from '../../network/client.ts';
import { unknownForm } from '../booru-kind.ts';
import { cleanAnswer } from '../clean-answer.ts';
import type { Finding, Source, Subject } from '../source.ts';
import type { RenderUpload } from '../upload.ts';

export interface IqdbOptions {
  readonly site: Site;
  /** Percent: what is less alike is another picture. */
  readonly threshold: number;
  readonly render: RenderUpload;
}

/** Statuses with which it says that it will not search for us: no matter of one picture, nor of its host's other pages. */
const refusals: readonly number[] = [401, 403, 422];

/** Danbooru's search for pictures that look alike; it answers with whole posts. */
export class Iqdb implements Source {
  readonly name = 'iqdb';
  readonly role = 'reverse';
  readonly batch = 1;
  readonly site: Site;
  readonly #options: IqdbOptions;
  #isRefused = false;

  constructor(options: IqdbOptions) {
    this.site = options.site;
    this.#options = options;
  }

  async lookUp(
    subjects: readonly Subject[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Finding>> {
    const findings = new Map<string, Finding>();
    for (const subject of subjects) {
      const finding = this.#isRefused ? undefined : await this.#ask(subject, signal);
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
    const reply = await this.site.ask({ ...request, accepted: refusals }, signal);
    if (reply.kind === 'failed') {
      return reply.failure === 'resting' ? undefined : { state: 'failed', reason: reply.reason };
    }
    if (refusals.includes(reply.status)) {
      this.#isRefused = true;
      return { state: 'failed', reason: `answered ${reply.status}${messageOf(reply.body)}` };
    }
    if (!Array.isArray(reply.body)) return { state: 'failed', reason: unknownForm };
    const best = bestOf(reply.body.filter(isObject), this.#options.threshold);
    return best ? { state: 'matched', matches: [best] } : { state: 'absent' };
  }
}

function messageOf(body: unknown): string {
  const message = isObject(body) ? ownText(body, 'message') : undefined;
  return message === undefined ? '' : `: ${message.slice(0, 200)}`;
}

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
