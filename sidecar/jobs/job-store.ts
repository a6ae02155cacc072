import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, own, ownArray, ownCount, ownText, readJson } from '../../catalog/json.ts';
import { listIfPresent, readIfPresent, writeAtomically } from '../../pipeline/library/files.ts';
import { privateMode } from '../security/secret.ts';
import { type Job, jobKinds, newJob } from './job.ts';

const mostKept = 100;

/** The last jobs, with their logs, in the state folder. */
export class JobStore {
  readonly #folder: string;
  #saving: Promise<void> = Promise.resolve();

  constructor(state: string) {
    this.#folder = join(state, 'jobs');
  }

  logPath(id: number): string {
    return join(this.#folder, `${id}.log`);
  }

  async log(id: number): Promise<string> {
    return (await readIfPresent(this.logPath(id))) ?? '';
  }

  /** The jobs of before, oldest first. One that a crash has cut off has failed. */
  async load(): Promise<readonly Job[]> {
    await mkdir(this.#folder, { recursive: true });
    const text = (await readIfPresent(join(this.#folder, 'jobs.json'))) ?? '{}';
    return parseJobs(text).map((job) =>
      job.state === 'queued' || job.state === 'running'
        ? {
            ...job,
            state: 'failed',
            error: 'the server ended',
            finished: job.finished ?? job.queued,
          }
        : job,
    );
  }

  /** Keeps the newest; one save after another. Answers those that are kept. */
  save(jobs: readonly Job[]): readonly Job[] {
    const kept = jobs.slice(-mostKept);
    // A full disk costs what it costs now: the next save is tried all the same.
    this.#saving = this.#saving
      .catch(() => undefined)
      .then(async () => {
        const content = `${JSON.stringify({ jobs: kept })}\n`;
        await writeAtomically(join(this.#folder, 'jobs.json'), content, privateMode);
        const first = kept[0]?.id ?? 0;
        for (const { name } of await listIfPresent(this.#folder)) {
          const [, id] = /^(\d+)\.log$/.exec(name) ?? [];
          if (Number(id) < first) await rm(join(this.#folder, name), { force: true });
        }
      });
    // Whoever waits for the end hears of the last failure; the jobs themselves go on without their memory.
    this.#saving.catch(() => undefined);
    return kept;
  }

  /** Resolves once everything is on the disk. */
  settle(): Promise<void> {
    return this.#saving;
  }
}

/** What is no job, or of a later version, is forgotten. */
function parseJobs(text: string): readonly Job[] {
  const value = readJson(text);
  return (isObject(value) ? ownArray(value, 'jobs') : []).flatMap((item) => {
    if (!isObject(item)) return [];
    const id = ownCount(item, 'id');
    const kind = jobKinds.find((known) => known === own(item, 'kind'));
    const queued = ownText(item, 'queued');
    if (id === undefined || kind === undefined || queued === undefined) return [];
    const state = states.find((known) => known === own(item, 'state')) ?? 'failed';
    const by = makers.find((known) => known === own(item, 'by')) ?? 'user';
    const progress = own(item, 'progress');
    return [
      {
        ...newJob(id, kind, by),
        state,
        queued,
        progress: typeof progress === 'number' ? progress : 0,
        started: ownText(item, 'started') ?? null,
        finished: ownText(item, 'finished') ?? null,
        error: ownText(item, 'error') ?? null,
        result: own(item, 'result') ?? null,
      },
    ];
  });
}

const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
const makers = ['user', 'monitor', 'schedule'] as const;
