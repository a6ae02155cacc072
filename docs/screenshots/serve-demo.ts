import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const project = dirname(dirname(import.meta.dirname));
const program = join(project, 'pipeline/homebooru.js');

/** A copy of the demo collection, served for editing. */
export interface ServedDemo extends AsyncDisposable {
  /** Ends in `/`. */
  readonly root: string;
  /** The address that logs a browser in. */
  readonly login: string;
}

/** Copies the demo collection, builds its site and serves both, as `npm start` does. Nobody is contacted. */
export async function serveDemo(): Promise<ServedDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'homebooru-screenshots-'));
  const collection = join(folder, 'collection');
  const from = join(project, 'docs/demo/collection');
  cpSync(from, collection, { recursive: true, preserveTimestamps: true });
  // It looks for nothing by itself, so that nobody is asked.
  appendFileSync(join(collection, 'homebooru.yaml'), '\nmonitor: { enabled: false }\n');
  const places = ['--collection', collection, '--out', join(folder, 'dist')];
  const built = start(['build', ...places, '--offline']);
  await once(built, 'exit');
  const server = start(['serve', ...places, '--port', '0']);
  const login = await loginOf(server);
  return {
    root: new URL('/', login).href,
    login,
    [Symbol.asyncDispose]: async () => {
      server.kill();
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Throws an Error where the server ends without having printed its link. */
async function loginOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('the server has no output');
  for await (const line of createInterface({ input: stdout })) {
    if (/^http:\S+\/login#/.test(line)) return line;
  }
  throw new Error('the server did not start');
}
