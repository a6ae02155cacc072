import { availableParallelism } from 'node:os';
import { BatchWriter, type Tools } from './batch-writer.ts';
import type { PlannedPage } from './plan-pages.ts';
import type { RenderBatch, RenderedBatch, RenderSetup } from './render-messages.ts';
import type { RenderPool } from './render-pool.ts';

/** As many pages, and no more in all, are rendered here: a process of their own would take longer to start. */
const fewPages = 100;

/** Pages of one part of the site, and what to do once they are all written. */
interface Job {
  readonly pages: readonly PlannedPage[];
  readonly done: () => void;
}

/**
 * Takes pages in and has them rendered in bounded batches. Those that are new are written before those that are there, which
 * may lead to them: who follows a link must find its page. Who adds waits while enough is under way.
 */
export class PageQueue {
  /** Files written; pages that came out the same as before are not among them. */
  written = 0;
  readonly #pool: RenderPool;
  readonly #setup: RenderSetup;
  readonly #tools: Tools;
  #waiting: Job[] = [];
  /** Of pages that are there: no more than plans, so they may pile up. */
  readonly #later: Job[] = [];
  readonly #running = new Set<Promise<void>>();
  #isPoolUsed = false;
  #failure: unknown;

  constructor(pool: RenderPool, setup: RenderSetup, tools: Tools) {
    this.#pool = pool;
    this.#setup = setup;
    this.#tools = tools;
  }

  async add(pages: readonly PlannedPage[], done: () => void): Promise<void> {
    const isThere = ({ address }: PlannedPage): boolean => this.#tools.folder.has(address);
    this.#later.push({ pages: pages.filter(isThere), done });
    this.#waiting.push({ pages: pages.filter((page) => !isThere(page)), done: () => undefined });
    if (countPages(this.#waiting) > fewPages) await this.#start();
  }

  /** Renders what is left, and waits for all of it. Throws what kept any page from being rendered. */
  async finish(): Promise<void> {
    const isLittle = countPages([...this.#waiting, ...this.#later]) <= fewPages;
    if (!this.#isPoolUsed && isLittle) await this.#renderHere();
    else {
      await this.#start();
      await Promise.all(this.#running);
      this.#waiting = this.#later;
      await this.#start();
      await Promise.all(this.#running);
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #start(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const jobs = this.#waiting;
    this.#waiting = [];
    if (jobs.length === 0) return;
    this.#isPoolUsed = true;
    this.#tools.folder.begin();
    const pages = jobs.flatMap((job) => job.pages);
    const { pagesPerRun } = this.#setup;
    const batches = Array.from({ length: Math.ceil(pages.length / pagesPerRun) }, (_, at) =>
      this.#pool.render(batchOf(pages.slice(at * pagesPerRun, (at + 1) * pagesPerRun))),
    );
    const task: Promise<void> = Promise.all(batches)
      .then((rendered) => this.#take(jobs, rendered))
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#running.delete(task));
    this.#running.add(task);
    if (this.#running.size >= availableParallelism() * 2) await Promise.race(this.#running);
  }

  async #renderHere(): Promise<void> {
    const jobs = [...this.#waiting, ...this.#later];
    if (countPages(jobs) === 0) return this.#take(jobs, []);
    this.#tools.folder.begin();
    const writer = new BatchWriter(this.#setup, this.#tools);
    const batch = batchOf(jobs.flatMap(({ pages }) => pages));
    this.#take(jobs, [await writer.render(batch)]);
  }

  #take(jobs: readonly Job[], rendered: readonly RenderedBatch[]): void {
    const there = new Set(rendered.flatMap(({ addresses }) => addresses));
    for (const { address } of jobs.flatMap(({ pages }) => pages)) {
      if (!there.has(address)) throw new Error(`no template wrote ${address}`);
    }
    for (const { done } of jobs) done();
    for (const { written } of rendered) this.written += written;
  }
}

function countPages(jobs: readonly Job[]): number {
  return jobs.reduce((sum, { pages }) => sum + pages.length, 0);
}

function batchOf(pages: readonly PlannedPage[]): RenderBatch {
  return {
    posts: [],
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
