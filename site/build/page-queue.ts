import { availableParallelism } from 'node:os';
import type { Library } from '../../pipeline/library/library.ts';
import { PageRenderer } from './page-renderer.ts';
import type { PlannedPage } from './plan-pages.ts';
import type { RenderBatch, RenderReply, RenderSetup } from './render-messages.ts';
import type { RenderPool } from './render-pool.ts';

/** Pages a run of Eleventy, or so: few enough that a renderer's memory stays small. */
const batchSize = 500;
/** As many pages, and no more in all, are rendered here: a process of their own would take longer to start. */
const fewPages = 100;

/** Pages of one part of the site, and what to do once they are all written. */
interface Job {
  readonly pages: readonly PlannedPage[];
  readonly done: () => void;
}

/**
 * Takes pages in and has them rendered in bounded batches, as many at a time as there are cores. Who adds waits while
 * enough is under way, so that what is planned does not pile up.
 */
export class PageQueue {
  /** Files written; pages that came out the same as before are not among them. */
  written = 0;
  readonly #pool: RenderPool;
  readonly #setup: RenderSetup;
  readonly #library: Library;
  readonly #begin: () => void;
  readonly #progress: (done: number) => void;
  #waiting: Job[] = [];
  readonly #running = new Set<Promise<void>>();
  #isPoolUsed = false;
  #done = 0;
  #failure: unknown;

  /** `begin` is called before pages are written; `progress` hears how many are done. */
  constructor(
    pool: RenderPool,
    library: Library,
    setup: RenderSetup,
    listeners: { readonly begin: () => void; readonly progress: (done: number) => void },
  ) {
    this.#pool = pool;
    this.#library = library;
    this.#setup = setup;
    this.#begin = listeners.begin;
    this.#progress = listeners.progress;
  }

  async add(pages: readonly PlannedPage[], done: () => void): Promise<void> {
    this.#waiting.push({ pages, done });
    if (countPages(this.#waiting) >= batchSize) await this.#start();
  }

  /** Renders what is left, and waits for all of it. Throws what kept any page from being rendered. */
  async finish(): Promise<void> {
    if (!this.#isPoolUsed && countPages(this.#waiting) <= fewPages) await this.#renderHere();
    else await this.#start();
    await Promise.all(this.#running);
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #start(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const jobs = this.#waiting;
    this.#waiting = [];
    if (jobs.length === 0) return;
    this.#isPoolUsed = true;
    this.#begin();
    const task: Promise<void> = this.#pool
      .render(batchOf(jobs))
      .then((reply) => this.#take(jobs, reply))
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#running.delete(task));
    this.#running.add(task);
    if (this.#running.size >= availableParallelism() * 2) await Promise.race(this.#running);
  }

  async #renderHere(): Promise<void> {
    const jobs = this.#waiting;
    this.#waiting = [];
    if (countPages(jobs) > 0) {
      this.#begin();
      const renderer = new PageRenderer(this.#setup, this.#library);
      this.#take(jobs, await renderer.render(batchOf(jobs)));
    } else for (const { done } of jobs) done();
  }

  #take(jobs: readonly Job[], reply: RenderReply & { readonly kind: 'done' }): void {
    const rendered = new Set(reply.addresses);
    for (const { address } of jobs.flatMap(({ pages }) => pages)) {
      if (!rendered.has(address)) throw new Error(`no template wrote ${address}`);
    }
    for (const { done } of jobs) done();
    this.written += reply.written;
    this.#done += rendered.size;
    this.#progress(this.#done);
  }
}

function countPages(jobs: readonly Job[]): number {
  return jobs.reduce((sum, { pages }) => sum + pages.length, 0);
}

function batchOf(jobs: readonly Job[]): RenderBatch {
  const pages = jobs.flatMap((job) => job.pages);
  return {
    posts: pages.flatMap(({ post }) => post ?? []),
    galleries: pages.flatMap(({ gallery }) => gallery ?? []),
    work: {
      home: pages.flatMap(({ work }) => work?.home ?? []),
      tagPages: pages.flatMap(({ work }) => work?.tagPages ?? []),
      stats: pages.flatMap(({ work }) => work?.stats ?? []),
      feeds: pages.flatMap(({ work }) => work?.feeds ?? []),
      sitemaps: pages.flatMap(({ work }) => work?.sitemaps ?? []),
      fixedPages: pages.flatMap(({ work }) => work?.fixedPages ?? []),
    },
  };
}
