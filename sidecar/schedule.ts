import type { Settings } from '../pipeline/settings/settings.ts';
import { SettingsError } from '../pipeline/settings/settings-error.ts';
import { CronTimer } from './cron-timer.ts';
import type { JobKind } from './jobs/job.ts';
import type { JobQueue } from './jobs/job-queue.ts';

/** What the settings schedule, as jobs. */
const kinds = { process: 'scan', site: 'site', check: 'check' } as const satisfies Readonly<
  Record<keyof Settings['schedule'], JobKind>
>;

const expiryInterval = 6 * 3600 * 1000;

/** Starts jobs at the times that cron expressions of the settings name. */
export class Schedule {
  readonly #timers: readonly CronTimer[];
  readonly #jobs: JobQueue;
  readonly #isTrashKept: boolean;
  #expiry: NodeJS.Timeout | undefined;

  /** Throws a SettingsError that names an expression which is none. */
  constructor({ schedule, paths, trash }: Settings, jobs: JobQueue) {
    this.#jobs = jobs;
    this.#isTrashKept = trash.days === null;
    this.#timers = (['process', 'site', 'check'] as const).flatMap((name) => {
      const expression = schedule[name];
      if (expression === null) return [];
      try {
        return [
          new CronTimer(expression, () => {
            jobs.start(kinds[name], 'schedule');
          }),
        ];
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new SettingsError(`${paths.settingsFile}: schedule.${name}: ${reason}`, { cause });
      }
    });
  }

  /** From now on, what has been in the trash for `trash.days` is removed; looked at now and every few hours. */
  resume(): void {
    if (this.#isTrashKept) return;
    const expire = (): void => {
      this.#jobs.start('expire-trash', 'schedule');
    };
    expire();
    this.#expiry = setInterval(expire, expiryInterval).unref();
  }

  close(): void {
    clearInterval(this.#expiry);
    for (const timer of this.#timers) timer.close();
  }
}
