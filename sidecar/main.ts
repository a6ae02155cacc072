import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from './app.ts';
import { inAddress, isLoopback } from './hosts.ts';

/** Milliseconds that answers under way may still take once the end has come. */
const farewell = 1000;

/** Something that the user must put right: exit code 2. */
class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

interface Wishes {
  readonly site: string;
  readonly host: string;
  readonly port: number;
  readonly hosts: readonly string[];
}

function readWishes(): Wishes {
  const { values } = parseArgs({
    options: {
      site: { type: 'string', default: 'dist' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '5000' },
      allow: { type: 'string', multiple: true, default: [] },
    },
  });
  const wishes = {
    site: resolve(values.site),
    host: values.host,
    port: Number(values.port),
    hosts: values.allow,
  };
  if (!existsSync(join(wishes.site, 'index.html'))) {
    throw new WrongUse(`${wishes.site} holds no site: run \`npm run build\` first`);
  }
  if (!isLoopback(wishes.host) && wishes.hosts.length === 0) {
    throw new WrongUse(
      `${wishes.host} can be reached by other machines: name the addresses that they use, as sidecar.hosts in homebooru.yaml`,
    );
  }
  return wishes;
}

async function listen(wishes: Wishes): Promise<Server> {
  const limits = { headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 8192 };
  const server = createServer(limits, createApp(wishes));
  server.maxConnections = 200;
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(wishes.port, wishes.host, done);
  try {
    await promise;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WrongUse(`cannot listen on ${wishes.host}, port ${wishes.port}: ${reason}`, {
      cause,
    });
  }
  return server;
}

function addressOf(server: Server, { host }: Wishes): string {
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${inAddress(name)}:${port}/`;
}

async function main(): Promise<void> {
  try {
    const wishes = readWishes();
    const server = await listen(wishes);
    const stop = (): void => {
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), farewell).unref();
      // The channel to who started us would keep us alive.
      if (process.connected) process.disconnect();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
    // Who started us has gone: nobody could end us any more.
    process.once('disconnect', stop);
    process.stdout.write(`${addressOf(server, wishes)}\n`);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    if (process.connected) process.disconnect();
  }
}

await main();
