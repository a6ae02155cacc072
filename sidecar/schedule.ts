import { Cron } from 'croner';
import type { Settings } from '../pipeline/settings/settings.ts';
import { SettingsError } from '../pipeline/settings/settings-error.ts';
import type { JobKind } from './jobs/job.ts';
import type { JobQueue } from './jobs/job-queue.ts';

/** What the settings schedule, as jobs. */
const kinds = { process: 'scan', site: 'site', check: 'check' } as const satisfies Readonly<
  Record<keyof Settings['schedule'], JobKind>
>;

/** Starts jobs at the times that cron expressions of the settings name; a time that was slept through is left out. */
export class Schedule {
  readonly #crons: readonly Cron[];

  /** Throws a SettingsError that names an expression which is none. */
  constructor({ schedule, paths }: Settings, jobs: JobQueue) {
    this.#crons = (['process', 'site', 'check'] as const).flatMap((name) => {
      const expression = schedule[name];
      if (expression === null) return [];
      try {
        return [
          new Cron(expression, { unref: true }, () => {
            jobs.start(kinds[name], 'schedule');
          }),
        ];
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new SettingsError(`${paths.settingsFile}: schedule.${name}: ${reason}`, { cause });
      }
    });
  }

  close(): void {
    for (const cron of this.#crons) cron.stop();
  }
}
