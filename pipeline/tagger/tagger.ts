import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../catalog/json.ts';
import type { TaggerReply, TaggerRequest } from './messages.ts';
import type { Keeping, ModelFolder } from './model.ts';
import type { NetworkWish } from './network.ts';

const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url));

/** Milliseconds, but for `megabytes`: what a tagging process may take. */
export interface TaggerLimits {
  /** One picture. */
  readonly job: number;
  /** Until the model is loaded, from the process's start. */
  readonly load: number;
  /** Without work, until the process ends and gives its memory back. */
  readonly idle: number;
  /** Before the next start after a death; doubled with each that follows. */
  readonly pause: number;
}

const usualLimits: TaggerLimits = { job: 60_000, load: 180_000, idle: 300_000, pause: 1000 };

/** What came of a picture. */
export type TagOutcome =
  | {
      readonly kind: 'tagged';
      readonly predictions: JsonObject;
      /** Spent inside the model's run. */
      readonly milliseconds: number;
    }
  /** This picture cannot be tagged. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The model cannot be used, or the tagger was closed. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** A model with what is asked of it. */
export interface TaggerWish {
  readonly model: ModelFolder;
  readonly network: NetworkWish;
  readonly keeping: Keeping;
  /** Pixels of one frame that may be decoded. */
  readonly pixels: number;
  /** Bytes that may still be taken, and that the model needs. */
  readonly memory: { readonly available: () => number; readonly need: number };
  readonly limits?: Partial<TaggerLimits>;
}

export type LoadedReply = TaggerReply & { readonly kind: 'loaded' };

interface Job {
  readonly id: number;
  readonly path: string;
  readonly resolve: (outcome: TagOutcome) => void;
  tries: number;
}

/** Sent ahead: one that runs, one that is decoded meanwhile, and one on the way. */
const jobsAhead = 3;
const triesOfJob = 2;
/** In a row, without an answer between them, and the model is given up. */
const maximumDeaths = 6;

/**
 * A model in a process of its own, which begins with the first picture and ends when there has been none for a while.
 * What hangs is killed; a death costs the picture that was being worked on one of its two tries, and nothing else.
 */
export class Tagger implements AsyncDisposable {
  readonly #wish: TaggerWish;
  readonly #limits: TaggerLimits;
  #waiting: Job[] = [];
  #sent: Job[] = [];
  #child: ChildProcess | undefined;
  #loaded: LoadedReply | undefined;
  #unusable: string | undefined;
  #deaths = 0;
  #blame: string | undefined;
  #lastId = 0;
  #ending: Promise<unknown> = Promise.resolve();
  /** For what the process is doing, for its next start, or for its end: only one at a time is of interest. */
  #timer: NodeJS.Timeout | undefined;

  constructor(wish: TaggerWish) {
    this.#wish = wish;
    this.#limits = { ...usualLimits, ...wish.limits };
  }

  /** As the process told it; `undefined` while none is loaded. */
  get loaded(): LoadedReply | undefined {
    return this.#loaded;
  }

  /** The process's id while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Never rejects: a picture, a model or a system that does not play along is an outcome. */
  tag(path: string): Promise<TagOutcome> {
    if (this.#unusable !== undefined) {
      return Promise.resolve({ kind: 'unusable', reason: this.#unusable });
    }
    const { promise, resolve } = Promise.withResolvers<TagOutcome>();
    this.#lastId += 1;
    this.#waiting.push({ id: this.#lastId, path, resolve, tries: 0 });
    if (this.#child) this.#feed();
    else if (this.#deaths === 0) this.#start();
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#giveUp('the tagger was closed');
    await this.#ending;
  }

  #start(): void {
    const { model, network, keeping, pixels, memory } = this.#wish;
    const available = memory.available();
    if (available < memory.need) {
      const [need, there] = [memory.need, available].map((bytes) => Math.round(bytes / 1e6));
      this.#giveUp(`the model needs ${need} MB of memory, and ${there} MB are available`);
      return;
    }
    const child = fork(workerFile, { execArgv: [] });
    this.#child = child;
    child.on('message', (reply: TaggerReply) => this.#hear(child, reply));
    child.once('exit', (code, signal) =>
      this.#bury(child, `ended with ${signal ?? `code ${code}`}`),
    );
    child.once('error', (error) => this.#bury(child, error.message));
    this.#send({
      kind: 'load',
      folder: model.folder,
      descriptor: model.descriptor,
      wish: network,
      store: keeping.store,
      thresholds: [...keeping.thresholds],
      pixels,
    });
    this.#watch(this.#limits.load, 'loading the model');
  }

  /** What cannot be sent is noticed by the process's end. */
  #send(request: TaggerRequest): void {
    this.#child?.send?.(request, () => undefined);
  }

  #feed(): void {
    if (!this.#loaded) return;
    while (this.#sent.length < jobsAhead) {
      const job = this.#waiting.shift();
      if (!job) break;
      this.#sent.push(job);
      this.#send({ kind: 'tag', id: job.id, path: job.path });
      if (this.#sent.length === 1) this.#watch(this.#limits.job, 'the picture');
    }
  }

  #hear(child: ChildProcess, reply: TaggerReply): void {
    if (child !== this.#child) return;
    if (reply.kind === 'unusable') {
      this.#giveUp(reply.reason);
      return;
    }
    if (reply.kind === 'loaded') {
      this.#loaded = reply;
    } else {
      this.#deaths = 0;
      const job = this.#sent.shift();
      if (job?.id !== reply.id) throw new Error(`answer ${reply.id} out of turn`);
      job.resolve(
        reply.kind === 'tagged'
          ? { kind: 'tagged', predictions: reply.predictions, milliseconds: reply.milliseconds }
          : { kind: 'refused', reason: reply.reason },
      );
      if (this.#sent.length > 0) this.#watch(this.#limits.job, 'the picture');
    }
    this.#feed();
    if (this.#sent.length === 0) this.#restLater();
  }

  #watch(milliseconds: number, what: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#blame = `${what} takes more than ${milliseconds / 1000} s`;
      this.#child?.kill('SIGKILL');
    }, milliseconds);
  }

  #restLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), this.#limits.idle).unref();
  }

  /** The picture at the head has lost a try; those behind it go to the next process as if nothing had happened. */
  #bury(child: ChildProcess, how: string): void {
    if (child !== this.#child) return;
    clearTimeout(this.#timer);
    this.#child = undefined;
    this.#loaded = undefined;
    const reason = this.#blame ?? `the tagger's process ${how}`;
    this.#blame = undefined;
    const [first, ...others] = this.#sent;
    this.#sent = [];
    this.#waiting.unshift(...others);
    if (first) {
      first.tries += 1;
      if (first.tries < triesOfJob) this.#waiting.unshift(first);
      else first.resolve({ kind: 'refused', reason });
    }
    this.#deaths += 1;
    if (this.#deaths === maximumDeaths) {
      this.#giveUp(`${reason}, the ${maximumDeaths}th time in a row`);
      return;
    }
    const pause = this.#limits.pause * 2 ** (this.#deaths - 1);
    this.#timer = setTimeout(() => {
      if (this.#waiting.length > 0) this.#start();
      else this.#deaths = 0;
    }, pause);
  }

  #giveUp(reason: string): void {
    this.#unusable ??= reason;
    const left = [...this.#sent, ...this.#waiting];
    this.#sent = [];
    this.#waiting = [];
    for (const job of left) job.resolve({ kind: 'unusable', reason });
    this.#end();
  }

  /** A model's memory comes back only with its process's end. */
  #end(): void {
    clearTimeout(this.#timer);
    const child = this.#child;
    this.#child = undefined;
    this.#loaded = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.#ending = once(child, 'exit');
    child.kill('SIGKILL');
  }
}
