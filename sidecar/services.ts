import type { Logger } from 'pino';
import type { Collection } from './collection.ts';
import type { EventHub } from './event-hub.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { Monitor } from './monitor.ts';
import type { Publisher } from './publisher.ts';
import type { Gate } from './security/gate.ts';
import type { Sessions } from './security/sessions.ts';

/** What the routes work with. */
export interface Services {
  readonly collection: Collection;
  /** The site's folder. */
  readonly site: string;
  readonly gate: Gate;
  readonly sessions: Sessions;
  /** The session cookie's name. */
  readonly cookie: string;
  readonly jobs: JobQueue;
  readonly publisher: Publisher;
  readonly monitor: Monitor;
  readonly events: EventHub;
  readonly log: Logger;
}
