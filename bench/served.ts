import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { serverFlags } from '../pipeline/cli/server-flags.ts';
import { treeMemory } from './run-measured.ts';

const program = join(import.meta.dirname, '../sidecar/main.ts');
const publishedShape = z.object({ edition: z.number() });
const jobShape = z.object({ id: z.number(), state: z.string(), finished: z.unknown() });
const secret = 'the-secret-of-the-bench';

/** How late an event loop was, in milliseconds. */
export interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

export interface Reply<T> {
  readonly status: number;
  readonly json: T;
  readonly milliseconds: number;
}

/** A server in a process of its own. */
export interface Served extends AsyncDisposable {
  /** Throws where the answer has not this shape. */
  readonly ask: <T>(
    shape: z.ZodType<T>,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<Reply<T>>;
  /** As a reader asks, whatever the answer is. */
  readonly read: (path: string) => Promise<number>;
  /** Resolves, with the time on the steady clock, once the site has an edition. */
  readonly published: (edition: number) => Promise<number>;
  readonly jobEnded: (id: number) => Promise<string>;
  readonly loopDelay: () => Promise<LoopDelay>;
  /** Megabytes of all its processes: proportional set sizes. */
  readonly megabytes: () => number;
}

/** Starts a server, whose monitor is off. */
export async function serveForBench(collection: string, site: string): Promise<Served> {
  const words = [`--collection=${collection}`, `--site=${site}`, '--port=0'];
  const child = fork(program, words, {
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...serverFlags,
      `--import=${import.meta.dirname}/loop-delay.ts`,
    ],
    env: { ...process.env, HOMEBOORU_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!child.stdout) throw new Error('the server has no output');
  const [line] = await once(child.stdout, 'data');
  const port = Number(/:(\d+)\/login/.exec(String(line))?.[1]);
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const send = async (method: string, path: string, body?: unknown): Promise<IncomingMessage> => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      Authorization: `Bearer ${secret}`,
      ...(text === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
    };
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent });
    asked.end(text);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return answer;
  };
  const news = await listen(await send('GET', '/api/events'));
  return {
    ask: async (shape, method, path, body) => {
      const began = performance.now();
      const answer = await send(method, path, body);
      const content = await json(answer);
      const { success, data } = shape.safeParse(content);
      const status = answer.statusCode ?? 0;
      if (!success) throw new Error(`${path}: ${status} ${JSON.stringify(content)}`);
      return {
        status,
        json: data,
        milliseconds: performance.now() - began,
      };
    },
    read: async (path) => {
      const began = performance.now();
      const answer = await send('GET', path);
      answer.resume();
      await once(answer, 'end');
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`);
      return performance.now() - began;
    },
    published: news.published,
    jobEnded: news.jobEnded,
    loopDelay: () => askDelay(child),
    megabytes: () => Math.round(treeMemory(child.pid ?? 0) / 1024),
    [Symbol.asyncDispose]: async () => {
      agent.destroy();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function askDelay(child: ChildProcess): Promise<LoopDelay> {
  const told = once(child, 'message');
  child.send('delay');
  const [delay] = (await told) as [LoopDelay];
  return delay;
}

interface News {
  readonly published: (edition: number) => Promise<number>;
  readonly jobEnded: (id: number) => Promise<string>;
}

async function listen(stream: IncomingMessage): Promise<News> {
  let edition = 0;
  let heardAt = 0;
  const ended = new Map<number, string>();
  const waiting = new Set<() => void>();
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const [, event, text] = /^event: (\w+)\ndata: (.*)$/s.exec(part) ?? [];
      if (text === undefined) continue;
      const content: unknown = JSON.parse(text);
      if (event === 'published') {
        [edition, heardAt] = [publishedShape.parse(content).edition, performance.now()];
      } else if (event === 'job') {
        const { id, state, finished } = jobShape.parse(content);
        if (finished !== null) ended.set(id, state);
      }
    }
    for (const look of waiting) look();
  });
  const until = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return {
    published: (wished) => until(() => (edition >= wished ? heardAt : undefined)),
    jobEnded: (id) => until(() => ended.get(id)),
  };
}
