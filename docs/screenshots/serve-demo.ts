import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { addClutter, liveIn, openSources } from './live-in.ts';

const project = dirname(dirname(import.meta.dirname));
const program = join(project, 'pipeline/homebooru.js');
const secret = randomUUID();

/** A copy of the demo collection, served for editing. */
export interface ServedDemo extends AsyncDisposable {
  /** Ends in `/`. */
  readonly root: string;
  /** The address that logs a browser in. */
  readonly login: string;
}

/** Copies the demo collection, builds its site, serves both, as `npm start` does, and lives in it a little. Nobody is contacted. */
export async function serveDemo(): Promise<ServedDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'homebooru-screenshots-'));
  const collection = join(folder, 'collection');
  const from = join(project, 'docs/demo/collection');
  cpSync(from, collection, { recursive: true, preserveTimestamps: true });
  addClutter(collection);
  openSources(collection);
  const places = ['--collection', collection, '--out', join(folder, 'dist')];
  const built = start(['build', ...places, '--offline']);
  await once(built, 'exit');
  const server = start(['serve', ...places, '--port', '0']);
  const login = await loginOf(server);
  const root = new URL('/', login).href;
  await liveIn(root, secret);
  return {
    root,
    login,
    [Symbol.asyncDispose]: async () => {
      server.kill();
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(words: readonly string[]): ChildProcess {
  const env = { ...process.env, HOMEBOORU_SECRET: secret };
  const stdio: StdioOptions = ['ignore', 'pipe', 'inherit'];
  return spawn(process.execPath, [program, ...words], { stdio, env });
}

/** Throws an Error where the server ends without having printed its link. */
async function loginOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('the server has no output');
  for await (const line of createInterface({ input: stdout })) {
    if (/^http:\S+\/login#/.test(line)) return line;
  }
  throw new Error('the server did not start');
}
