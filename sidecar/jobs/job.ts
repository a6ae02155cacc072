/** What a job does: the commands that it runs, one after another. */
export const jobKinds = [
  'scan',
  'rebuild',
  'thumbnails',
  'site',
  'check',
  'empty-trash',
  'expire-trash',
] as const;
export type JobKind = (typeof jobKinds)[number];

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as everyone is told of it. Times: ISO 8601, UTC. */
export interface Job {
  readonly id: number;
  readonly kind: JobKind;
  readonly by: 'user' | 'monitor' | 'schedule';
  readonly state: JobState;
  /** 0 to 1. */
  readonly progress: number;
  readonly stage: string | null;
  /** Of the stage: how much of what is done, how many a second, seconds left. */
  readonly done: number;
  readonly total: number;
  readonly rate: number | null;
  readonly left: number | null;
  readonly queued: string;
  readonly started: string | null;
  readonly finished: string | null;
  readonly error: string | null;
  /** What the last command said of its work. */
  readonly result: unknown;
}

export function newJob(id: number, kind: JobKind, by: Job['by']): Job {
  return {
    id,
    kind,
    by,
    state: 'queued',
    progress: 0,
    stage: null,
    done: 0,
    total: 0,
    rate: null,
    left: null,
    queued: new Date().toISOString(),
    started: null,
    finished: null,
    error: null,
    result: null,
  };
}

/** A job as strangers may know of it: without a word that may hold a name or a path. */
export function publicJob(job: Job): Omit<Job, 'result'> {
  const { result: _result, ...rest } = job;
  return { ...rest, error: job.error === null ? null : 'failed: log in to read why' };
}

/** The command lines of a job. `build` is both halves of a scan, under one lock. */
export function commandsOf(kind: JobKind, out: string): readonly (readonly string[])[] {
  const site = ['site', '--out', out];
  switch (kind) {
    case 'scan':
      return [['build', '--out', out]];
    case 'rebuild':
      return [['rebuild'], site];
    case 'thumbnails':
      return [['thumbnails'], site];
    case 'site':
      return [site];
    case 'check':
      return [['check', '--out', out]];
    case 'empty-trash':
      return [['trash', 'empty', '--yes']];
    case 'expire-trash':
      return [['trash', 'empty', '--yes', '--expired']];
    default:
      return kind satisfies never;
  }
}
