import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onChildEnd, sendTo } from '../../pipeline/library/child-end.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import type {
  PostsOrder,
  PostsOutcome,
  RenderBatch,
  RenderedBatch,
  RenderOrder,
  RenderOutcome,
  RenderReply,
  RenderRequest,
  RenderSetup,
} from './render-messages.ts';

const rendererFile = fileURLToPath(new URL('renderer.ts', import.meta.url));

/**
 * Megabytes. Most of what a run of Eleventy makes is gone before such a nursery is full: with a small one half of the time
 * went into it. The bound on the rest is far from what is needed; with none, V8 lets garbage pile up to twice as much.
 */
const memoryFlags = ['--max-semi-space-size=16', '--max-old-space-size=384'];

/** Orders that a renderer has at most, so that it goes on while this process is busy. */
const depth = 8;

/** An order, and who waits for it. */
interface Task {
  readonly order: RenderOrder;
  readonly resolve: (outcome: RenderOutcome) => void;
  readonly reject: (error: Error) => void;
  deaths: number;
}

/** A process, and what it has been sent and not answered: it does one after the other. */
interface Renderer {
  readonly child: ChildProcess;
  readonly tasks: Task[];
}

/** Renderers, some processes at most; each is started when there is work for it. */
export class RenderPool implements AsyncDisposable {
  readonly #setup: RenderSetup;
  readonly #most: number;
  readonly #waiting: Task[] = [];
  readonly #renderers = new Set<Renderer>();
  #isDisposed = false;

  /** `most`: how many processes. */
  constructor(setup: RenderSetup, most: number) {
    this.#setup = setup;
    this.#most = most;
  }

  async render(batch: RenderBatch): Promise<RenderedBatch> {
    const outcome = await this.#run({ kind: 'pages', batch });
    if (outcome.kind !== 'pages') throw new Error('a renderer answered another order');
    return outcome.rendered;
  }

  async writePosts(posts: PostsOrder): Promise<PostsOutcome> {
    const outcome = await this.#run({ kind: 'posts', posts });
    if (outcome.kind !== 'posts') throw new Error('a renderer answered another order');
    return outcome.outcome;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    const children = [...this.#renderers].map(({ child }) => child);
    await Promise.all(
      children.map(async (child) => {
        if (child.pid === undefined) return;
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }),
    );
  }

  /** Once more in a new process where one dies of it. */
  #run(order: RenderOrder): Promise<RenderOutcome> {
    const { promise, resolve, reject } = Promise.withResolvers<RenderOutcome>();
    this.#waiting.push({ order, resolve, reject, deaths: 0 });
    this.#share();
    return promise;
  }

  /** Gives to each renderer as much as it may have, and starts another while there is more. */
  #share(): void {
    for (let task = this.#waiting.shift(); task; task = this.#waiting.shift()) {
      const renderer = this.#freest();
      if (!renderer) {
        this.#waiting.unshift(task);
        return;
      }
      renderer.tasks.push(task);
      sendTo(renderer.child, task.order);
    }
  }

  #freest(): Renderer | undefined {
    const [freest] = [...this.#renderers].sort((a, b) => a.tasks.length - b.tasks.length);
    if (freest?.tasks.length === 0) return freest;
    if (this.#renderers.size < this.#most) return this.#start();
    return freest && freest.tasks.length < depth ? freest : undefined;
  }

  #start(): Renderer {
    const child = fork(rendererFile, {
      execArgv: ['--disable-warning=ExperimentalWarning', ...memoryFlags],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const renderer: Renderer = { child, tasks: [] };
    this.#renderers.add(renderer);
    onChildEnd(child, () => this.#mourn(renderer));
    child.on('message', (reply: RenderReply) => {
      settle(renderer.tasks.shift(), reply);
      this.#share();
    });
    sendTo(child, { kind: 'setup', setup: this.#setup } satisfies RenderRequest);
    return renderer;
  }

  /** The first of its orders is what it died of, if of any. */
  #mourn(renderer: Renderer): void {
    this.#renderers.delete(renderer);
    if (this.#isDisposed) return;
    const [first] = renderer.tasks;
    if (first) first.deaths += 1;
    if (first?.deaths === 2) {
      renderer.tasks.shift();
      first.reject(new Error('a renderer died twice on the same pages'));
    }
    this.#waiting.unshift(...renderer.tasks);
    this.#share();
  }
}

function settle(task: Task | undefined, reply: RenderReply): void {
  if (reply.kind === 'refused') task?.reject(new SettingsError(reply.message));
  else if (reply.kind === 'failed') {
    const { reason, code } = reply;
    task?.reject(Object.assign(new Error(`cannot render: ${reason}`), { code }));
  } else task?.resolve(reply);
}
