import '../pipeline/library/without-maglev.ts';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pino, { type Logger } from 'pino';
import { openSession } from '../pipeline/cli/session.ts';
import { BusyError, lockCollection } from '../pipeline/library/lock.ts';
import type { Settings } from '../pipeline/settings/settings.ts';
import { SettingsError } from '../pipeline/settings/settings-error.ts';
import { createApp } from './app.ts';
import { inAddress, isLoopback } from './hosts.ts';
import { limitedServer } from './http/limited-server.ts';
import { makeLoginToken } from './security/login-links.ts';
import { announceAddress, serverFolder } from './server-address.ts';
import { Sidecar } from './sidecar.ts';

/** Milliseconds that answers under way may still take once the end has come. */
const farewell = 1000;

interface Wishes {
  readonly settings: Settings;
  readonly site: string;
  readonly host: string;
  readonly port: number;
}

/** What the command line and the settings wish. Throws a SettingsError where that cannot be. */
async function readWishes(): Promise<Wishes> {
  const { values } = parseArgs({
    options: {
      collection: { type: 'string' },
      site: { type: 'string', default: 'dist' },
      host: { type: 'string' },
      port: { type: 'string' },
    },
  });
  const { settings } = await openSession({ ...values, json: true });
  const site = resolve(values.site);
  if (!existsSync(join(site, 'index.html'))) {
    throw new SettingsError(`${site} holds no site: run \`npm run build\` first`);
  }
  const host = values.host ?? settings.sidecar.host;
  if (!isLoopback(host) && settings.sidecar.hosts.length === 0) {
    throw new SettingsError(
      `${host} can be reached by other machines: name the addresses that they use, as sidecar.hosts in homebooru.yaml`,
    );
  }
  return { settings, site, host, port: Number(values.port ?? settings.sidecar.port) };
}

async function listen(sidecar: Sidecar, { host, port }: Wishes): Promise<Server> {
  const server = limitedServer(createApp(sidecar.services));
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, host, done);
  try {
    await promise;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SettingsError(`cannot listen on ${host}, port ${port}: ${reason}`, { cause });
  }
  return server;
}

function addressOf(server: Server, { host }: Wishes): string {
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${inAddress(name)}:${port}/`;
}

/** One server a collection: they would take each other's jobs for their own. */
async function lockServer(state: string): Promise<AsyncDisposable> {
  try {
    return await lockCollection(serverFolder(state), 'serve');
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
    throw new SettingsError(error.message.replace('written to', 'served'), { cause: error });
  }
}

async function serve(wishes: Wishes, log: Logger): Promise<void> {
  const { settings, site } = wishes;
  const { state } = settings.paths;
  await using _lock = await lockServer(state);
  const { hosts } = settings.sidecar;
  await using sidecar = await Sidecar.open({ settings, site, hosts, log });
  const server = await listen(sidecar, wishes);
  const address = addressOf(server, wishes);
  await using _address = await announceAddress(state, address);
  const ended = untilTold();
  process.stdout.write(`${address}login#${await makeLoginToken(state)}\n`);
  log.info('serving');
  sidecar.resume();
  await ended;
  log.info('ending');
  server.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), farewell).unref();
}

/** Resolves at the first signal, or when who started us has gone: nobody could end us any more. */
function untilTold(): Promise<void> {
  const { promise, resolve: tell } = Promise.withResolvers<void>();
  const hear = (): void => tell();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, hear);
  process.once('disconnect', hear);
  return promise;
}

async function main(): Promise<void> {
  try {
    // To standard error, at once: standard output is for the address alone.
    const log = pino({ base: null, redact: ['secret', 'token', 'path'] }, pino.destination(2));
    await serve(await readWishes(), log);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } finally {
    // The channel to who started us would keep us alive.
    if (process.connected) process.disconnect();
  }
}

await main();
