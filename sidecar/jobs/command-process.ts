import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isObject, ownCount, ownText } from '../../catalog/json.ts';

const program = fileURLToPath(new URL('../../pipeline/cli/main.ts', import.meta.url));

/** Milliseconds that a command has to end by itself, once told to. */
const grace = 3000;
/** Bytes kept of what a command prints: of its one document, and of its messages. */
const mostOutput = 8_000_000;
const mostLog = 1_000_000;

export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

/** What came of a command: its exit code, its document, and its last message. */
export interface CommandEnd {
  readonly code: number | undefined;
  readonly document: unknown;
  readonly lastLine: string;
}

export interface CommandOptions {
  /** Where its messages are appended. */
  readonly log: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Runs a command of the program in a process of its own, with `--json`. Everything that it started ends with it. */
export async function runCommand(
  words: readonly string[],
  { log, signal, onProgress }: CommandOptions,
): Promise<CommandEnd> {
  const child = fork(program, [...words, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A group of its own, so that all of it can be ended at once.
    detached: process.platform !== 'win32',
  });
  const stop = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => killGroup(child.pid), grace).unref();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  child.on('message', (message) => {
    const progress = parseProgress(message);
    if (progress) onProgress(progress);
  });
  let out = '';
  let lastLine = '';
  let logged = 0;
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 });
  // A full disk costs the log and not the job: its last line is kept elsewhere.
  const closed = Promise.withResolvers<void>();
  file.on('error', () => undefined).on('close', () => closed.resolve());
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    if (out.length < mostOutput) out += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    lastLine = chunk.trimEnd().split('\n').at(-1) || lastLine;
    logged += chunk.length;
    if (logged < mostLog) file.write(chunk);
  });
  child.on('error', (error) => {
    lastLine = `the command cannot be run: ${error.message}`;
  });
  // One that never began is closed too.
  const ended = Promise.withResolvers<number | null>();
  child.once('close', ended.resolve);
  const code = await ended.promise;
  signal.removeEventListener('abort', stop);
  killGroup(child.pid);
  file.end();
  await closed.promise;
  return {
    code: code ?? undefined,
    document: parseOutput(out),
    lastLine,
  };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nobody is left in the group.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function parseProgress(message: unknown): Progress | undefined {
  if (!isObject(message)) return undefined;
  const stage = ownText(message, 'stage');
  const done = ownCount(message, 'done');
  const total = ownCount(message, 'total');
  return stage === undefined || done === undefined || total === undefined
    ? undefined
    : { stage, done, total };
}

/** A command that was cut off has printed nothing, or half a document. */
function parseOutput(out: string): unknown {
  try {
    return JSON.parse(out);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
