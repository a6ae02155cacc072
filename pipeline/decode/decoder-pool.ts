import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import { Deadline } from './deadline.ts';
import { HashQueue, type HashWish } from './hash-queue.ts';
import {
  type AnswerOf,
  type DecodeJob,
  type DecodeReply,
  type HashAnswer,
  memoryExitCode,
  type Refusal,
} from './jobs.ts';

/** A picture that cannot be decoded, with the reason in plain words. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  /** The picture itself is at fault; else the system is: it may not be opened, say. */
  readonly isLasting: boolean;

  constructor(reason: string, isLasting: boolean) {
    super(reason);
    this.isLasting = isLasting;
  }
}

const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url));

/** Files whose hash is worth asking for ahead, for each job under way at once. */
const hashesAhead = 32;

/** Processes that hash and decode, one picture each at a time; one that hangs or grows is killed, and replaced. */
export class DecoderPool implements AsyncDisposable {
  readonly #queue: PQueue;
  readonly #idle: ChildProcess[] = [];
  readonly #busy = new Set<ChildProcess>();
  readonly #hashes = new HashQueue();
  readonly #seconds: number;
  #lastId = 0;

  /** `seconds`: how much of the processor's time one picture may take. */
  constructor(seconds: number, size = availableParallelism()) {
    this.#seconds = seconds;
    this.#queue = new PQueue({ concurrency: size });
  }

  /** As many jobs as are worth having under way at once. */
  get concurrency(): number {
    return this.#queue.concurrency;
  }

  /** As many files as are worth asking the hash of at once. */
  get hashesAhead(): number {
    return this.concurrency * hashesAhead;
  }

  /** As `run` of a `hash`, of a file of so many bytes; small ones that wait are hashed together. */
  hash(path: string, bytes: number): Promise<HashAnswer> {
    const answer = this.#hashes.add(path, bytes);
    void this.#queue.add(() => this.#hashNext());
    return answer;
  }

  /** Never rejects: each file has its own answer. */
  async #hashNext(): Promise<void> {
    const batch = this.#hashes.next();
    try {
      const together = batch.length > 1 ? await this.#hashTogether(batch) : undefined;
      for (const [at, { path, resolve, reject }] of batch.entries()) {
        const outcome = together?.[at];
        // Alone where all of them got no answer, so that none is blamed for another one.
        if (!outcome) this.run({ kind: 'hash', path }).then(resolve, reject);
        else if ('refusal' in outcome) reject(new DecodeError(outcome.refusal, outcome.isLasting));
        else resolve(outcome);
      }
    } catch (error) {
      // There may be no memory for a process.
      for (const { reject } of batch) reject(error);
    }
  }

  async #hashTogether(
    batch: readonly HashWish[],
  ): Promise<readonly (HashAnswer | Refusal)[] | undefined> {
    const paths = batch.map(({ path }) => path);
    const outcome = await this.#attempt({ kind: 'hashes', paths });
    return outcome.kind === 'answer' ? (outcome.answer as AnswerOf['hashes']) : undefined;
  }

  /** Throws a DecodeError where the picture is at fault. A killed process is no verdict: the job runs once more. */
  run<J extends DecodeJob>(job: J): Promise<AnswerOf[J['kind']]> {
    return this.#queue.add(async () => {
      const first = await this.#attempt(job);
      // With a new process: whatever ended this one may have ended the others that wait.
      const outcome =
        first.kind === 'died'
          ? await this.#runOnce(job, fork(workerFile, { execArgv: [] }))
          : first;
      if (outcome.kind === 'answer') return outcome.answer as AnswerOf[J['kind']];
      throw new DecodeError(outcome.reason, outcome.isLasting);
    });
  }

  /** Ends the processes that have nothing to do, and frees their memory; a later job starts new ones. */
  async rest(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((child) => end(child)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.onIdle();
    const children = [...this.#idle, ...this.#busy];
    await Promise.all(children.map((child) => end(child)));
  }

  #attempt(job: DecodeJob): Promise<Outcome> {
    return this.#runOnce(job, this.#idle.pop() ?? fork(workerFile, { execArgv: [] }));
  }

  async #runOnce(job: DecodeJob, child: ChildProcess): Promise<Outcome> {
    this.#busy.add(child);
    const outcome = await this.#ask(child, job);
    this.#busy.delete(child);
    if (outcome.kind === 'answer' || outcome.kind === 'refused') this.#idle.push(child);
    else await end(child);
    return outcome;
  }

  #ask(child: ChildProcess, job: DecodeJob): Promise<Outcome> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const deadline = new Deadline(this.#seconds, (why) => {
      const isLasting = why === 'overworked';
      const reason = isLasting
        ? `takes more than ${this.#seconds} s to decode`
        : `nothing has come of it for ${this.#seconds} s`;
      resolve({ kind: 'limit', reason, isLasting });
    });
    const hear = (reply: DecodeReply): void => {
      if (reply.id !== id) return;
      if ('spent' in reply) {
        deadline.hear(reply.spent);
        return;
      }
      resolve(
        'answer' in reply
          ? { kind: 'answer', answer: reply.answer }
          : { kind: 'refused', reason: reply.refusal, isLasting: reply.isLasting },
      );
    };
    const leave = (code: number | null): void => {
      resolve(
        code === memoryExitCode
          ? { kind: 'limit', reason: 'needs more than 600 MB to decode', isLasting: true }
          : { kind: 'died', reason: 'the decoder died on it', isLasting: true },
      );
    };
    child.on('message', hear).once('exit', leave).once('error', leave);
    // Without a process there is no channel, and its error follows.
    child.send?.({ id, job }, (error) => {
      if (error) leave(null);
    });
    return promise.finally(() => {
      deadline.end();
      child.off('message', hear).off('exit', leave).off('error', leave);
    });
  }
}

type Outcome =
  | { readonly kind: 'answer'; readonly answer: AnswerOf[keyof AnswerOf] }
  | {
      readonly kind: 'refused' | 'limit' | 'died';
      readonly reason: string;
      readonly isLasting: boolean;
    };

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
