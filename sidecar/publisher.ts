import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventHub } from './event-hub.ts';
import { Refusal } from './http/refusal.ts';
import type { Turns } from './turns.ts';
import type { WriterReply, WriterResult, WriterTask } from './writer/protocol.ts';
import type { Writer } from './writer/writer-process.ts';

/** Milliseconds between tries while another process holds the collection, and until a small write gives up. */
const retryAfter = 500;
const patience = 20_000;

/** What was written, and the edition of the site that will have it. */
export interface Written extends WriterResult {
  readonly edition: number;
}

/**
 * Brings what was written into library and site. Edits that come while a publication is under way go into the next one,
 * together. Editions count the publications; `published` tells of each.
 */
export class Publisher {
  readonly #writer: Writer;
  readonly #turns: Turns;
  readonly #events: EventHub;
  readonly #log: Logger;
  #pending = new Set<string>();
  /** The edition that the pending edits will be in, once one is under way to them. */
  #coming: number | undefined;
  #edition = 0;
  #isClosed = false;

  constructor(writer: Writer, turns: Turns, events: EventHub, log: Logger) {
    this.#writer = writer;
    this.#turns = turns;
    this.#events = events;
    this.#log = log;
  }

  /** Says that a record was edited; answers the edition that will have it. */
  publish(md5: string): number {
    this.#pending.add(md5);
    if (this.#coming !== undefined) return this.#coming;
    const edition = ++this.#edition;
    this.#coming = edition;
    // It may begin at once.
    this.#turns
      .smallWrite(() => this.#publishPending(edition))
      .catch((error: unknown) => this.#log.error({ kind: kindOf(error) }, 'not published'));
    return edition;
  }

  /** To be called where an edit is probably coming: what publishes it takes a while to start. */
  prepare(): void {
    if (!this.#isClosed) this.#writer.prepare();
  }

  /** Does a small write under the collection's lock, and publishes it. Throws a Refusal; waits only so long for others. */
  write(task: WriterTask): Promise<Written> {
    const { promise, resolve, reject } = Promise.withResolvers<Written>();
    const began = performance.now();
    const edition = ++this.#edition;
    let isGivenUp = false;
    const giveUp = setTimeout(() => {
      isGivenUp = true;
      reject(new Refusal(409, 'A job is writing to the collection: wait for it, or cancel it.'));
    }, patience);
    const work = async (): Promise<void> => {
      if (isGivenUp) return;
      clearTimeout(giveUp);
      const left = patience - (performance.now() - began);
      const reply = await this.#run(task, left, (result) => resolve({ ...result, edition }));
      this.#finish(reply, edition, []);
      if (reply.kind === 'busy') reject(new Refusal(409, `${reply.message}: try again later.`));
      else if (reply.kind === 'refused') reject(new Refusal(409, reply.message));
      else if (reply.kind === 'failed') reject(new Error(reply.message));
    };
    this.#turns.smallWrite(work).catch(reject);
    return promise;
  }

  close(): void {
    this.#isClosed = true;
    this.#writer.close();
  }

  async #publishPending(edition: number): Promise<void> {
    this.#coming = undefined;
    const md5s = [...this.#pending];
    this.#pending = new Set();
    const reply = await this.#run(
      { kind: 'publish', md5s },
      Number.POSITIVE_INFINITY,
      () => undefined,
    );
    this.#finish(reply, edition, md5s);
  }

  /** Tries until nobody else holds the collection, or the time is over. */
  async #run(
    task: WriterTask,
    left: number,
    onWritten: (result: WriterResult) => void,
  ): Promise<WriterReply> {
    const began = performance.now();
    for (;;) {
      const reply = await this.#writer.run(task, onWritten);
      const isOver = performance.now() - began + retryAfter > left;
      if (reply.kind !== 'busy' || isOver || this.#isClosed) return reply;
      await sleep(retryAfter);
    }
  }

  #finish(reply: WriterReply, edition: number, md5s: readonly string[]): void {
    if (reply.kind === 'published') this.#events.send('published', { edition });
    else if (reply.kind !== 'written') {
      // The records are safe; the next publication, or any run, brings them in.
      this.#log.warn({ kind: reply.kind }, 'not published');
      this.#events.send('unpublished', { edition, message: reply.message });
      for (const md5 of md5s) this.#pending.add(md5);
    }
  }
}

/** An error for the log, without its message: that may hold names. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
