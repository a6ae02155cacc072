import type { Progress } from './command-process.ts';
import type { Job } from './job.ts';

/** Milliseconds between two words about the same stage. */
const interval = 200;

/** The stages that take long, in their order, and their share of the time as a rule. */
const shares: readonly (readonly [stage: string, share: number])[] = [
  ['reading records', 0.1],
  ['identifying', 0.3],
  ['sources', 0.6],
  ['tagging', 0.8],
  ['thumbnails', 0.85],
  ['index', 0.9],
  ['pictures', 0.93],
  ['pages', 1],
];

/** Turns what commands say of their stages into a job's progress, which never goes back. */
export class JobProgress {
  #stage = '';
  #began = 0;
  #last = 0;

  /** The job after a command's word; `undefined` where it is too early for another one. */
  advance(job: Job, { stage, done, total }: Progress): Job | undefined {
    const now = performance.now();
    if (stage !== this.#stage) {
      this.#stage = stage;
      this.#began = now;
    } else if (now - this.#last < interval && done < total) return undefined;
    this.#last = now;
    const seconds = (now - this.#began) / 1000;
    const rate = seconds > 0.5 && done > 0 ? done / seconds : null;
    return {
      ...job,
      stage,
      done,
      total,
      rate: rate === null ? null : Math.round(rate * 10) / 10,
      left: rate === null || total === 0 ? null : Math.ceil((total - done) / rate),
      progress: Math.max(job.progress, overall(stage, total === 0 ? 0 : done / total)),
    };
  }
}

/** Unknown stages say nothing of how far the whole is. */
function overall(stage: string, part: number): number {
  const at = shares.findIndex(([name]) => name === stage);
  const [, end] = shares[at] ?? ['', 0];
  const [, begin] = shares[at - 1] ?? ['', 0];
  return Math.round((begin + (end - begin) * Math.min(1, part)) * 1000) / 1000;
}
