import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onChildEnd, sendTo } from '../../pipeline/library/child-end.ts';
import type { WriterNotice, WriterReply, WriterResult, WriterTask } from './protocol.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));

/** Milliseconds that the process stays warm with nothing to do. */
const warmth = 60_000;

/** Who writes for the server: one task at a time, to the truth first, and then to the site. */
export interface Writer {
  /**
   * `onWritten` hears once the truth is on the disk; the answer is that the site is complete, or why it is not: another
   * process may hold the collection.
   */
  readonly run: (
    task: WriterTask,
    onWritten: (result: WriterResult) => void,
  ) => Promise<WriterReply>;
  /** Something will probably be written soon. */
  readonly prepare: () => void;
  readonly close: () => void;
}

/** A process that writes: started when there is something to write, or will be, gone a minute after the last. */
export class WriterProcess implements Writer {
  readonly #collection: string;
  readonly #out: string;
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #working = 0;
  #next = 1;

  constructor(collection: string, out: string) {
    this.#collection = collection;
    this.#out = out;
  }

  async run(task: WriterTask, onWritten: (result: WriterResult) => void): Promise<WriterReply> {
    clearTimeout(this.#idle);
    this.#working += 1;
    const child = this.#start();
    const id = this.#next++;
    const { promise, resolve } = Promise.withResolvers<WriterReply>();
    const listen = (reply: WriterReply): void => {
      if (reply.id !== id) return;
      if (reply.kind === 'written') onWritten(reply.result);
      else resolve(reply);
    };
    const ignore = onChildEnd(child, (how) => {
      if (this.#child === child) this.#child = undefined;
      resolve({ id, kind: 'failed', message: `the writing process ended (${how})` });
    });
    child.on('message', listen);
    sendTo(child, { id, task, collection: this.#collection, out: this.#out });
    try {
      return await promise;
    } finally {
      ignore();
      child.off('message', listen);
      this.#working -= 1;
      this.#rest();
    }
  }

  prepare(): void {
    if (!this.#child?.connected) {
      const notice: WriterNotice = { collection: this.#collection, out: this.#out };
      sendTo(this.#start(), notice);
    }
    this.#rest();
  }

  /** Ends the process, and what it has started. */
  close(): void {
    clearTimeout(this.#idle);
    if (this.#child?.connected) this.#child.disconnect();
    this.#child = undefined;
  }

  /** With nothing to do, until the warmth is over. */
  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#working > 0) return;
    this.#idle = setTimeout(() => this.close(), warmth).unref();
  }

  #start(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    this.#child = fork(program, {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return this.#child;
  }
}
