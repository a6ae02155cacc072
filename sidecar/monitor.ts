import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, own, ownCount, ownObject, ownText, readJson } from '../catalog/json.ts';
import { codeOf, readIfPresent, reasonOf, writeAtomically } from '../pipeline/library/files.ts';
import type { EventHub } from './event-hub.ts';
import type { Job } from './jobs/job.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import { privateMode } from './security/secret.ts';

/** What the monitor did, in the Flask version's words and forms. */
export interface MonitorStatus {
  readonly enabled: boolean;
  readonly running: boolean;
  /** Local time, `2026-01-31 12:00:00`. */
  readonly last_check: string | null;
  readonly last_scan_found: number;
  readonly total_processed: number;
  readonly interval_seconds: number;
  /** Seconds until the next scan. */
  readonly next_in: number | null;
}

/** What outlives a restart. `isEnabled`: the user's last word; without one the settings say. */
interface Memory {
  readonly isEnabled: boolean | undefined;
  readonly lastCheck: string | null;
  readonly lastFound: number;
  readonly total: number;
}

export interface MonitorOptions {
  readonly state: string;
  readonly isEnabled: boolean;
  /** Seconds. */
  readonly interval: number;
  readonly jobs: JobQueue;
  readonly events: EventHub;
  /** Bytes that are free where the collection's state is. */
  readonly freeBytes?: () => Promise<number>;
}

/** Seconds between two looks at a disk that is full. */
const fullInterval = 60;
/** Bytes below which nothing is begun: records and the library want to be written whole. */
const leastFree = 32_000_000;

/**
 * Looks for new pictures now and then, by starting a job. Its timer does not follow the wall clock, so that neither a sleep
 * nor a clock that is set makes more than one late scan; a scan that fails is tried again at the next time.
 */
export class Monitor {
  readonly #options: MonitorOptions;
  readonly #path: string;
  #memory: Memory;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = 0;
  /** Why the last scan changed nothing, where it was refused. */
  #pausedBy: string | null = null;
  #noting: Promise<void> = Promise.resolve();

  private constructor(options: MonitorOptions, path: string, memory: Memory) {
    this.#options = options;
    this.#path = path;
    this.#memory = memory;
    options.jobs.onEnd((job) => {
      if (job.kind === 'scan') this.#noting = this.#noting.then(() => this.#note(job));
    });
  }

  static async open(options: MonitorOptions): Promise<Monitor> {
    const path = join(options.state, 'monitor.json');
    return new Monitor(options, path, parseMemory((await readIfPresent(path)) ?? ''));
  }

  get isEnabled(): boolean {
    return this.#memory.isEnabled ?? this.#options.isEnabled;
  }

  /** For the user alone: it may name a folder. */
  get pausedBy(): string | null {
    return this.#pausedBy;
  }

  get status(): MonitorStatus {
    const { lastCheck, lastFound, total } = this.#memory;
    const isOn = this.#timer !== undefined;
    return {
      enabled: this.isEnabled,
      running: isOn,
      last_check: lastCheck,
      last_scan_found: lastFound,
      total_processed: total,
      interval_seconds: this.#options.interval,
      next_in: isOn ? Math.max(0, Math.round((this.#dueAt - performance.now()) / 1000)) : null,
    };
  }

  /** Goes on as the user, or else the settings, wished; the first scan is at once. */
  resume(): void {
    if (this.isEnabled) this.#wait(0);
  }

  async start(): Promise<void> {
    await this.#remember({ isEnabled: true });
    if (!this.#timer) this.#wait(0);
    this.#tell();
  }

  async stop(): Promise<void> {
    this.close();
    await this.#remember({ isEnabled: false });
    this.#tell();
  }

  /** Resolves once everything that is known of past scans is on the disk. */
  settle(): Promise<void> {
    return this.#noting;
  }

  /** Starts no more scans. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(seconds: number): void {
    clearTimeout(this.#timer);
    this.#dueAt = performance.now() + seconds * 1000;
    this.#timer = setTimeout(() => {
      this.#wait(this.#options.interval);
      this.#noting = this.#noting.then(() => this.#scanWhereRoom());
    }, seconds * 1000).unref();
  }

  /** On a full disk a scan would fail half way: it is told of, and looked at again soon. */
  async #scanWhereRoom(): Promise<void> {
    const free = await this.#freeBytes();
    if (free >= leastFree) {
      this.#scan();
      return;
    }
    const megabytes = Math.floor(free / 1e6);
    this.#pausedBy = `the disk is full, ${megabytes} MB are free: scans go on once there is room`;
    this.#lookSoon();
    this.#tell();
  }

  /** A disk that cannot be asked, a network's for one, has room until a write says otherwise. */
  async #freeBytes(): Promise<number> {
    try {
      return await (this.#options.freeBytes ?? (() => freeBytesOf(this.#options.state)))();
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      return Number.POSITIVE_INFINITY;
    }
  }

  #lookSoon(): void {
    if (this.#timer) this.#wait(Math.min(fullInterval, this.#options.interval));
  }

  /** Where a scan waits or runs already, that one will do. */
  #scan(): void {
    const { jobs } = this.#options;
    const isUnderWay = jobs.jobs.some(
      ({ kind, state }) => kind === 'scan' && (state === 'queued' || state === 'running'),
    );
    if (!isUnderWay) jobs.start('scan', 'monitor');
  }

  async #note(job: Job): Promise<void> {
    this.#pausedBy = job.state === 'failed' ? job.error : null;
    if (diskFull.test(this.#pausedBy ?? '')) this.#lookSoon();
    if (job.state === 'done') {
      const found = foundBy(job);
      const total = this.#memory.total + found;
      try {
        await this.#remember({ lastCheck: localTime(new Date()), lastFound: found, total });
      } catch (error) {
        // The counters go on in memory; a disk that is full is told of.
        this.#pausedBy = reasonOf(error);
      }
    }
    this.#tell();
  }

  async #remember(news: Partial<Memory>): Promise<void> {
    this.#memory = { ...this.#memory, ...news };
    await writeAtomically(this.#path, `${JSON.stringify(this.#memory)}\n`, privateMode);
  }

  #tell(): void {
    this.#options.events.send('monitor', { ...this.status, pausedBy: this.#pausedBy });
  }
}

/** As a command says that a disk, or its owner's share of it, is full. */
const diskFull = /\b(ENOSPC|EDQUOT)\b|database or disk is full/;

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** How many new pictures a scan's document names. */
function foundBy({ result }: Job): number {
  const process = isObject(result) ? ownObject(result, 'process') : undefined;
  return process ? (ownCount(process, 'added') ?? 0) : 0;
}

function localTime(time: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

/** What cannot be read is forgotten: it is no more than counters and a wish. */
function parseMemory(text: string): Memory {
  const value = readJson(text);
  const fields = isObject(value) ? value : {};
  const isEnabled = own(fields, 'isEnabled');
  return {
    isEnabled: typeof isEnabled === 'boolean' ? isEnabled : undefined,
    lastCheck: ownText(fields, 'lastCheck') ?? null,
    lastFound: ownCount(fields, 'lastFound') ?? 0,
    total: ownCount(fields, 'total') ?? 0,
  };
}
