import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, InvalidArgumentError } from 'commander';
import { serverFlags } from '../cli/server-flags.ts';
import type { CommonOptions } from '../cli/session.ts';
import { reasonOf } from '../library/files.ts';
import { wholeNumber } from './search.ts';

interface ServeOptions extends CommonOptions {
  readonly out: string;
  readonly host?: string;
  readonly port?: number;
}

// The sidecar is another layer: it is run, not imported.
function program(name: string): string {
  return fileURLToPath(new URL(`../../sidecar/${name}`, import.meta.url));
}

const collectionOption = [
  '--collection <dir>',
  'the collection (else HOMEBOORU_COLLECTION, ./collection, the demo)',
] as const;

/** `serve`: the site on this machine's own address, with everything that needs a machine. `login`: a way in. */
export function registerServe(commands: Command): void {
  commands
    .command('login')
    .description('print a link that logs a browser in, once')
    .option(...collectionOption)
    .action(runLogin);
  commands
    .command('serve')
    .description('serve the site on this machine; prints a link that logs in once')
    .option(...collectionOption)
    .option('--out <dir>', 'the folder of the site', 'dist')
    .option('--host <address>', 'where to listen (else sidecar.host, 127.0.0.1)')
    .option(
      '--port <n>',
      'on which port; 0: any that is free (else sidecar.port, 5000)',
      portNumber,
    )
    .action(runServe);
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError(`wants a port up to 65535, got "${text}"`);
  return port;
}

async function runServe({ collection, out, host, port }: ServeOptions): Promise<void> {
  process.exitCode = await runChild([
    program('main.ts'),
    `--site=${resolve(out)}`,
    ...(collection === undefined ? [] : [`--collection=${collection}`]),
    ...(host === undefined ? [] : [`--host=${host}`]),
    ...(port === undefined ? [] : [`--port=${port}`]),
  ]);
}

async function runLogin({ collection }: CommonOptions): Promise<void> {
  const words = collection === undefined ? [] : [`--collection=${collection}`];
  process.exitCode = await runChild([program('print-login.ts'), ...words]);
}

/**
 * Becomes the other program, where the system can: the server stays for days, and this one has nothing more to do. Else
 * passes signals on, and answers the exit code; the channel tells the child when this process is gone.
 */
async function runChild(words: readonly string[]): Promise<number> {
  if (process.execve && process.platform !== 'win32') {
    const quiet = '--disable-warning=ExperimentalWarning';
    const all = [process.execPath, quiet, ...serverFlags, ...words];
    process.execve(process.execPath, all, process.env);
  }
  const child = spawn(process.execPath, [...serverFlags, ...words], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  try {
    const [code] = await once(child, 'exit');
    return typeof code === 'number' ? code : 1;
  } catch (cause) {
    throw new Error(`cannot start ${words[0]}: ${reasonOf(cause)}`, { cause });
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}
