import PQueue from 'p-queue';
import type { Clock } from './clock.ts';
import type { Failure, FailureKind, Reply } from './reply.ts';

/** A host that is left alone for a while, as a run leaves it for the next one. */
export interface HostRest {
  /** Failures in a row. */
  readonly failures: number;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly reason: string;
  readonly failure: FailureKind;
}

/** How long a first failure keeps us away, in milliseconds; each further one doubles it. */
const firstPause = { glitch: 1000, throttled: 60_000, refused: 300_000 } as const;
/** From so many failures in a row the circuit is open: rests of minutes to hours, one request between them. */
const circuitAt = 5;
const firstRest = 300_000;
const longestRest = 6 * 3_600_000;
/** Nobody is bothered while the network is away: soon after it is back, we are. */
const longestAway = 300_000;
/** No rest is longer, in milliseconds, those among them that a host names itself: a day's quota ends within the day. */
export const longestKept = 86_400_000;
/** A pause up to this is waited out in the queue; a longer one is a rest, and whoever asks is told so at once. */
const longestPause = 30_000;

const atWork: HostRest = { failures: 0, until: 0, reason: '', failure: 'glitch' };

/**
 * One host: asked for one thing at a time, at its pace, and left alone while it fails. Pauses and rests grow with each
 * failure in a row and end with the first answer.
 */
export class Host {
  readonly name: string;
  readonly #clock: Clock;
  readonly #queue = new PQueue({ concurrency: 1 });
  /** Milliseconds from an answer to the next request. */
  #interval = 0;
  /** No request before this time. */
  #next = 0;
  /** How far off that was when it was said: a clock that is set back makes no wait longer. */
  #pause = 0;
  #rest: HostRest = atWork;

  constructor(name: string, clock: Clock, rest?: HostRest) {
    this.name = name;
    this.#clock = clock;
    if (rest) this.#rest = rest;
  }

  /** How it failed last, as the next run must know; `undefined` where all is well. */
  get rest(): HostRest | undefined {
    return this.#rest.failures > 0 ? this.#rest : undefined;
  }

  /** Until when it rests; `undefined` where it may be asked. */
  get restsUntil(): number | undefined {
    const left = this.#rest.until - this.#clock.now();
    return left > 0 && left <= longestKept ? this.#rest.until : undefined;
  }

  /** Those who share a host share its pace: the slowest wins. */
  slowDownTo(requestsPerSecond: number): void {
    this.#interval = Math.max(this.#interval, 1000 / requestsPerSecond);
  }

  /** Leaves it alone until a time that it has named itself, such as the end of a quota. */
  restUntil(until: number, reason: string, failure: HostRest['failure']): void {
    const { failures } = this.#rest;
    this.#rest = { failures: Math.max(1, failures), until, reason, failure };
  }

  /** Asks in turn. `ask` is not called while the host rests. Rejects with the signal's reason when that is aborted. */
  async run<T>(signal: AbortSignal, ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
    return this.#queue.add(async () => {
      const resting = this.#resting();
      if (resting) return resting;
      await this.#clock.wait(Math.min(this.#pause, this.#next - this.#clock.now()), signal);
      signal.throwIfAborted();
      const reply = await ask();
      return this.#learn(reply);
    });
  }

  #resting(): Failure | undefined {
    const until = this.restsUntil;
    if (until === undefined) return undefined;
    return { kind: 'failed', failure: 'resting', reason: this.#rest.reason, until };
  }

  #learn<T>(reply: Reply<T>): Reply<T> {
    const now = this.#clock.now();
    this.#waitFor(this.#interval, now);
    if (reply.kind === 'answered') {
      this.#rest = atWork;
      return reply;
    }
    const failures = this.#failuresAfter(reply);
    const pause = this.#pauseAfter(failures, reply);
    const isRest = pause > longestPause;
    this.#waitFor(Math.max(this.#interval, pause), now);
    const until = isRest ? now + pause : 0;
    this.#rest = { failures, until, reason: reply.reason, failure: reply.failure };
    return isRest ? { ...reply, until } : reply;
  }

  #waitFor(pause: number, now: number): void {
    this.#pause = pause;
    this.#next = now + pause;
  }

  /** What was never sent opens the circuit, and leaves it at its shortest rest. */
  #failuresAfter({ isUnsent }: Failure): number {
    const { failures } = this.#rest;
    return isUnsent && failures >= circuitAt ? failures : failures + 1;
  }

  #pauseAfter(failures: number, { failure, retryAfter, isUnsent }: Failure): number {
    const first = failure === 'resting' ? 0 : firstPause[failure];
    const wished = retryAfter ?? this.#spread(first * 2 ** (failures - 1));
    const open = failures < circuitAt ? 0 : this.#spread(firstRest * 2 ** (failures - circuitAt));
    return Math.min(isUnsent ? longestAway : longestRest, Math.max(wished, open));
  }

  /** Up to a quarter longer, so that many programs do not come back at once. */
  #spread(milliseconds: number): number {
    return milliseconds * (1 + this.#clock.chance() / 4);
  }
}
