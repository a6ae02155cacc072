import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, openSession } from '../cli/session.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { wholeNumber } from './search.ts';

interface ServeOptions extends CommonOptions {
  readonly out: string;
  readonly host?: string;
  readonly port?: number;
}

// The sidecar is another layer: it is run, not imported.
const sidecar = fileURLToPath(new URL('../../sidecar/main.ts', import.meta.url));

/** `serve`: the site on this machine's own address. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('serve the site on this machine; prints its address')
    .option(
      '--collection <dir>',
      'the collection (else HOMEBOORU_COLLECTION, ./collection, the demo)',
    )
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

async function runServe(options: ServeOptions): Promise<void> {
  // Standard output is for the address alone.
  const { settings } = await openSession({ ...options, json: true });
  const site = resolve(options.out);
  if (!existsSync(join(site, 'index.html'))) {
    throw new SettingsError(`${site} holds no site: run \`npm run build\` first`);
  }
  const { host, port, hosts } = settings.sidecar;
  const wishes = [
    `--site=${site}`,
    `--host=${options.host ?? host}`,
    `--port=${options.port ?? port}`,
    ...hosts.map((name) => `--allow=${name}`),
  ];
  process.exitCode = await runChild([sidecar, ...wishes]);
}

/** Passes signals on, and answers the exit code; the channel tells the child when this process is gone. */
async function runChild(words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, words, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  const [code] = await once(child, 'exit');
  for (const signal of signals) process.off(signal, pass);
  return typeof code === 'number' ? code : 1;
}
