import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import { onChildEnd, sendTo } from '../../pipeline/library/child-end.ts';
import type { RenderBatch, RenderReply, RenderSetup } from './render-messages.ts';

const rendererFile = fileURLToPath(new URL('renderer.ts', import.meta.url));

/** Renderers, as many as cores; each is started when there is work for it. */
export class RenderPool implements AsyncDisposable {
  readonly #setup: RenderSetup;
  readonly #queue = new PQueue({ concurrency: availableParallelism() });
  readonly #idle: ChildProcess[] = [];
  readonly #all: ChildProcess[] = [];

  constructor(setup: RenderSetup) {
    this.#setup = setup;
  }

  /** Renders a batch; once more in a new process where one dies of it. */
  render(batch: RenderBatch): Promise<RenderReply & { readonly kind: 'done' }> {
    return this.#queue.add(async () => {
      const reply = (await this.#ask(batch)) ?? (await this.#ask(batch));
      if (!reply) throw new Error('a renderer died twice on the same pages');
      if (reply.kind === 'failed') throw new Error(`cannot render: ${reply.reason}`);
      return reply;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#all.map(async (child) => {
        if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }),
    );
  }

  /** `undefined`: the process died. */
  async #ask(batch: RenderBatch): Promise<RenderReply | undefined> {
    const child = this.#idle.pop() ?? this.#start();
    const { promise, resolve } = Promise.withResolvers<RenderReply | undefined>();
    const ignore = onChildEnd(child, () => resolve(undefined));
    child.once('message', (reply: RenderReply) => resolve(reply));
    sendTo(child, { kind: 'batch', batch });
    const reply = await promise;
    ignore();
    if (reply) this.#idle.push(child);
    return reply;
  }

  #start(): ChildProcess {
    const child = fork(rendererFile, {
      // A smaller nursery: half as much memory for some per cent of time.
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    sendTo(child, { kind: 'setup', setup: this.#setup });
    this.#all.push(child);
    return child;
  }
}
