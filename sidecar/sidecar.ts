import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import { contentHash } from '../catalog/index/content-hash.ts';
import type { Settings } from '../pipeline/settings/settings.ts';
import { Collection } from './collection.ts';
import { EventHub } from './event-hub.ts';
import { runCommand } from './jobs/command-process.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { JobStore } from './jobs/job-store.ts';
import { Monitor } from './monitor.ts';
import { Publisher } from './publisher.ts';
import { Schedule } from './schedule.ts';
import { Attempts } from './security/attempts.ts';
import { Gate } from './security/gate.ts';
import { readSecret } from './security/secret.ts';
import { Sessions } from './security/sessions.ts';
import type { Services } from './services.ts';
import { Turns } from './turns.ts';
import { type Writer, WriterProcess } from './writer/writer-process.ts';

export interface SidecarOptions {
  readonly settings: Settings;
  /** The site's folder. */
  readonly site: string;
  /** Names that it may be called by, beside this machine's own. */
  readonly hosts: readonly string[];
  readonly log: Logger;
  /** Instead of processes, for tests. */
  readonly writer?: Writer;
  readonly run?: typeof runCommand;
  /** Counts wrong secrets, by a clock of its own. */
  readonly attempts?: Attempts;
}

/** Everything behind the server, put together. */
export class Sidecar implements AsyncDisposable {
  readonly services: Services;
  readonly #schedule: Schedule;

  private constructor(services: Services, schedule: Schedule) {
    this.services = services;
    this.#schedule = schedule;
  }

  /** Opens it; nothing runs by itself before `resume`. Throws a SettingsError. */
  static async open(options: SidecarOptions): Promise<Sidecar> {
    const { settings, site, hosts, log, run = runCommand } = options;
    const { state, collection } = settings.paths;
    await mkdir(state, { recursive: true });
    const secret = await readSecret(state);
    const sessions = await Sessions.open(state);
    const cookie = `hb-${contentHash(state)}`;
    const attempts = options.attempts ?? new Attempts();
    const gate = new Gate({ hosts, secret, sessions, attempts, cookie, log });
    const events = new EventHub();
    const turns = new Turns();
    const store = new JobStore(state);
    const jobs = await JobQueue.open({ collection, out: site, store, events, turns, run });
    const writer = options.writer ?? new WriterProcess(collection, site);
    const publisher = new Publisher(writer, turns, events, log);
    const { enabled, interval } = settings.monitor;
    const monitor = await Monitor.open({ state, isEnabled: enabled, interval, jobs, events });
    const services: Services = {
      collection: new Collection(settings),
      site,
      gate,
      sessions,
      cookie,
      jobs,
      publisher,
      monitor,
      events,
      log,
    };
    return new Sidecar(services, new Schedule(settings, jobs));
  }

  /** Lets the monitor go on as it was, and the trash expire. */
  resume(): void {
    this.#schedule.resume();
    this.services.monitor.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { monitor, jobs, publisher, events } = this.services;
    this.#schedule.close();
    monitor.close();
    events.close();
    publisher.close();
    await jobs.close();
    await monitor.settle();
  }
}
