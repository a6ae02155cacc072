import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { addClutter, liveIn, openSources } from './live-in.ts';

const project = dirname(dirname(import.meta.dirname));
const program = join(project, 'pipeline/homebooru.js');
const secret = randomUUID();

/** A collection, served for editing. */
export interface ServedCollection extends AsyncDisposable {
  /** Ends in `/`. */
  readonly root: string;
  /** The address that logs a browser in. */
  readonly login: string;
}

/** Copies the demo collection, builds its site, serves both, as `npm start` does, and lives in it a little. Nobody is contacted. */
export async function serveDemo(): Promise<ServedCollection> {
  const folder = copyDemo();
  addClutter(join(folder, 'collection'));
  openSources(join(folder, 'collection'));
  const served = await serve(folder);
  await liveIn(served.root, secret);
  return served;
}

/** Serves a collection that has no picture yet. */
export async function serveEmpty(): Promise<ServedCollection> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'collection/images'), { recursive: true });
  return serve(folder);
}

/** Builds the demo's site as one that blurs two ratings. */
export async function buildBlurringDemo(): Promise<AsyncDisposable & { readonly site: string }> {
  const folder = copyDemo();
  const settings = join(folder, 'collection/homebooru.yaml');
  const text = readFileSync(settings, 'utf8');
  writeFileSync(settings, text.replace('site:', 'site:\n  blur: [s, q]'));
  await build(folder);
  return {
    site: join(folder, 'dist'),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'homebooru-screenshots-'));
}

function copyDemo(): string {
  const folder = temporaryFolder();
  const demo = join(project, 'docs/demo/collection');
  cpSync(demo, join(folder, 'collection'), { recursive: true, preserveTimestamps: true });
  return folder;
}

function placesIn(folder: string): readonly string[] {
  return ['--collection', join(folder, 'collection'), '--out', join(folder, 'dist')];
}

async function build(folder: string): Promise<void> {
  await once(start(['build', ...placesIn(folder), '--offline']), 'exit');
}

/** Builds the collection in a folder, and serves it; the folder goes with the server. */
async function serve(folder: string): Promise<ServedCollection> {
  await build(folder);
  const server = start(['serve', ...placesIn(folder), '--port', '0']);
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
