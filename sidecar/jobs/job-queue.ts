import { isObject, ownCount, ownObject } from '../../catalog/json.ts';
import type { EventHub } from '../event-hub.ts';
import type { Turns } from '../turns.ts';
import type { CommandEnd, runCommand } from './command-process.ts';
import { commandsOf, type Job, type JobKind, newJob } from './job.ts';
import { JobProgress } from './job-progress.ts';
import type { JobStore } from './job-store.ts';

export interface JobQueueOptions {
  /** The collection's folder, and the site's. */
  readonly collection: string;
  readonly out: string;
  readonly store: JobStore;
  readonly events: EventHub;
  readonly turns: Turns;
  readonly run: typeof runCommand;
}

/** What became of the wish for a job: a new one, or the one that stands in its way. */
export interface Wish {
  readonly isAccepted: boolean;
  readonly job: Job;
}

/** Jobs, one at a time: one of each kind may wait behind the one that runs. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #aborts = new Map<number, AbortController>();
  #jobs: readonly Job[];
  #next: number;
  #endings = new Set<(job: Job) => void>();

  private constructor(options: JobQueueOptions, jobs: readonly Job[]) {
    this.#options = options;
    this.#jobs = jobs;
    this.#next = Math.max(0, ...jobs.map(({ id }) => id)) + 1;
  }

  static async open(options: JobQueueOptions): Promise<JobQueue> {
    return new JobQueue(options, await options.store.load());
  }

  /** Oldest first. */
  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  find(id: number): Job | undefined {
    return this.#jobs.find((job) => job.id === id);
  }

  get running(): Job | undefined {
    return this.#jobs.find(({ state }) => state === 'running');
  }

  log(id: number): Promise<string> {
    return this.#options.store.log(id);
  }

  start(kind: JobKind, by: Job['by']): Wish {
    const waiting = this.#jobs.find((job) => job.kind === kind && job.state === 'queued');
    if (waiting) return { isAccepted: false, job: waiting };
    const job = newJob(this.#next++, kind, by);
    this.#jobs = this.#options.store.save([...this.#jobs, job]);
    this.#options.events.send('job', job);
    const abort = new AbortController();
    this.#aborts.set(job.id, abort);
    void this.#options.turns.job(() => this.#run(job.id, abort.signal));
    return { isAccepted: true, job };
  }

  /** Ends a job that waits or runs; answers whether there was anything to end. */
  cancel(id: number): boolean {
    const job = this.find(id);
    if (job?.state === 'queued') {
      this.#put({ ...job, state: 'cancelled', finished: new Date().toISOString() });
      return true;
    }
    if (job?.state !== 'running') return false;
    this.#aborts.get(id)?.abort();
    return true;
  }

  /** Tells of every job that has ended, however it did. */
  onEnd(listener: (job: Job) => void): void {
    this.#endings.add(listener);
  }

  /** Cancels everything, and waits until the store is on the disk. */
  async close(): Promise<void> {
    for (const { id } of this.#jobs) this.cancel(id);
    await this.#options.turns.job(async () => undefined);
    await this.#options.store.settle();
  }

  async #run(id: number, signal: AbortSignal): Promise<void> {
    const job = this.find(id);
    // Cancelled while it waited.
    if (job?.state !== 'queued') return;
    this.#put({ ...job, state: 'running', started: new Date().toISOString() });
    try {
      this.#finish(id, await this.#runCommands(job, signal), signal);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#end(id, { state: 'failed', error: text });
    } finally {
      this.#aborts.delete(id);
    }
  }

  /** Stops at the first command that fails; answers how the last one ended. */
  async #runCommands(job: Job, signal: AbortSignal): Promise<CommandEnd> {
    const { collection, out, store, run } = this.#options;
    const progress = new JobProgress();
    let end: CommandEnd = { code: 0, document: undefined, lastLine: '' };
    for (const command of commandsOf(job.kind, out)) {
      if (signal.aborted) break;
      end = await run([...command, '--collection', collection], {
        log: store.logPath(job.id),
        signal,
        onProgress: (word) => {
          const now = this.find(job.id);
          const next = now && progress.advance(now, word);
          if (next) this.#put(next, false);
        },
      });
      if (!hasSucceeded(end)) break;
    }
    return end;
  }

  #finish(id: number, end: CommandEnd, signal: AbortSignal): void {
    const result = end.document ?? null;
    if (signal.aborted) this.#end(id, { state: 'cancelled', result });
    else if (hasSucceeded(end)) this.#end(id, { state: 'done', progress: 1, result });
    else {
      const error = end.lastLine || `the command ended with code ${end.code ?? 'of a signal'}`;
      this.#end(id, { state: 'failed', error, result });
    }
  }

  #end(id: number, how: Partial<Job>): void {
    const job = this.find(id);
    if (!job) return;
    const ended = { ...job, ...how, left: null, finished: new Date().toISOString() };
    this.#put(ended);
    // The monitor's empty scans would push out everything worth a look.
    if (isEmptyScan(ended)) {
      this.#jobs = this.#options.store.save(this.#jobs.filter((known) => known.id !== id));
    }
    for (const listener of this.#endings) listener(ended);
  }

  #put(job: Job, isKept = true): void {
    const jobs = this.#jobs.map((known) => (known.id === job.id ? job : known));
    this.#jobs = isKept ? this.#options.store.save(jobs) : jobs;
    this.#options.events.send('job', job);
  }
}

function isEmptyScan({ by, state, result }: Job): boolean {
  const report = isObject(result) ? ownObject(result, 'process') : undefined;
  if (by !== 'monitor' || state !== 'done' || !report) return false;
  const changes = ['added', 'changed', 'moved', 'gone'].map((key) => ownCount(report, key) ?? 0);
  return changes.every((count) => count === 0);
}

/** Exit code 1 with a document: done, with problems listed. */
function hasSucceeded({ code, document }: CommandEnd): boolean {
  return code === 0 || (code === 1 && document !== undefined);
}
