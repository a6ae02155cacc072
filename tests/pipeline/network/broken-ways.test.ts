import assert from 'node:assert/strict';
import dns from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { mock, type TestContext, test } from 'node:test';
import { Client } from '../../../pipeline/network/client.ts';
import type { Failure } from '../../../pipeline/network/reply.ts';
import type { TransferLimits } from '../../../pipeline/network/transfer.ts';
import { blackHole } from '../../fixtures/black-hole.ts';
import { httpServer, sendJson } from '../../fixtures/http-server.ts';
import { rawServer } from '../../fixtures/raw-server.ts';
import { selfSigned } from '../../fixtures/self-signed.ts';
import { asItIs, shortLimits } from '../../fixtures/site-client.ts';
import { until } from '../../fixtures/until.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;
const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

interface Asking {
  readonly limits: Partial<TransferLimits>;
  readonly whileOpen: () => Promise<void>;
}

/** Asks once. `whileOpen` is called before the client, with the connections that it keeps, is gone. */
async function ask(url: string, { limits = {}, whileOpen = async () => {} }: Partial<Asking> = {}) {
  using client = new Client({ userAgent: 'x', clock: virtualClock(), limits });
  const site = client.site({ url, requestsPerSecond: 1 });
  const reply = await site.ask({ path: '/', query: [] }, asItIs, never);
  await whileOpen();
  return { reply, rest: site.rest };
}

function failureOf({ reply }: Awaited<ReturnType<typeof ask>>): Failure {
  assert.ok(reply.kind === 'failed');
  assert.equal(reply.failure, 'glitch');
  return reply;
}

function writeSlowly(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 50);
  socket.on('close', () => clearInterval(timer));
}

const ways: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
  ['accepts and hangs', () => undefined, /^did not answer within 1 s$/],
  [
    'drips a byte of its head',
    (socket) => {
      socket.write(`${head}x-endless: `);
      writeSlowly(socket, 'a');
    },
    /^did not answer within 1 s$/,
  ],
  [
    'drips a byte of its body',
    (socket) => {
      socket.write(`${head}\r\n`);
      writeSlowly(socket, ' ');
    },
    /^did not (finish its answer|answer) within \d s$/,
  ],
  [
    'closes in the middle of its body',
    (socket) => socket.end(`${head}Content-Length: 100\r\n\r\n[1`),
    /broke|cut off|aborted/,
  ],
  [
    'closes in the middle of a chunk',
    (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n[1`),
    /broke|cut off|aborted/,
  ],
  ['resets at once', (socket) => socket.resetAndDestroy(), /^broke the connection off$/],
  [
    'resets in the middle of its body',
    (socket) => {
      socket.write(`${head}Content-Length: 100\r\n\r\n[1`);
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
    /broke|cut off|aborted/,
  ],
  [
    'sends 10,000 headers',
    (socket) => {
      const headers = Array.from({ length: 10_000 }, (_, at) => `x-${at}: a\r\n`).join('');
      socket.write(`${head}${headers}Content-Length: 2\r\n\r\n[]`);
    },
    /^sent too many headers$/,
  ],
  ['speaks no HTTP', (socket) => socket.end('220 mail.example.org\r\n'), /^speaks no HTTP$/],
];
for (const [name, onRequest, reason] of ways) {
  test(`R63: a server that ${name} is a failure within the limits, and no connection is left`, async () => {
    await using server = await rawServer(onRequest);
    const asked = await ask(`http://127.0.0.1:${server.port}`, {
      ...(reason.source.includes('within') ? { limits: shortLimits } : {}),
      whileOpen: () => until(() => server.open === 0),
    });
    assert.match(failureOf(asked).reason, reason);
    assert.equal(server.count, 1, 'whoever calls tries again');
  });
}

test('R63: a certificate that nobody vouches for is a failure, and nothing is sent', async () => {
  let requests = 0;
  const server = createServer(selfSigned, (_, response) => {
    requests += 1;
    response.end('[]');
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { reason } = failureOf(await ask(`https://localhost:${port}`));
  server.close();
  await once(server, 'close');
  assert.match(reason, /^has a certificate that nobody vouches for/);
  assert.equal(requests, 0);
});

/** Names lead where a test says, in place of the system's resolver. */
function resolve(
  t: TestContext,
  answer: (done: (error: Error | null, found: unknown) => void) => void,
) {
  const lookup = mock.method(dns, 'lookup', (_name: string, _options: object, done: never) =>
    answer(done),
  );
  syncBuiltinESMExports();
  t.after(() => {
    lookup.mock.restore();
    syncBuiltinESMExports();
  });
}

for (const [code, host] of [
  ['ENOTFOUND', 'booru.example.org'],
  ['EAI_AGAIN', 'booru.example.org'],
  ['EAI_AGAIN', 'nas.local'],
] as const) {
  test(`R63: ${code} for ${host} is a failure in which nobody was reached`, async (t) => {
    resolve(t, (done) => done(Object.assign(new Error('no'), { code }), []));
    const failure = failureOf(await ask(`http://${host}`));
    assert.match(failure.reason, /is the network there\?$/);
    assert.equal(failure.isUnsent, true);
  });
}

test('R63: a resolver that never answers is a failure within the limits', async (t) => {
  resolve(t, () => undefined);
  const { reason } = failureOf(await ask('http://booru.example.org', { limits: shortLimits }));
  assert.equal(reason, 'could not be reached within 1 s');
});

test('R63: a black hole behind IPv6 is a failure within the limits', async (t) => {
  using hole = await blackHole('::1');
  if (!hole) return t.skip('no black hole can be made on ::1 here');
  const { reason } = failureOf(await ask(`http://[::1]:${hole.port}`, { limits: shortLimits }));
  assert.equal(reason, 'could not be reached within 1 s');
});

test('R63: where IPv6 is a black hole and IPv4 is not, the site is asked by that', async (t) => {
  using hole = await blackHole('::1');
  if (!hole) return t.skip('no black hole can be made on ::1 here');
  await using server = await httpServer((_, response) => sendJson(response, []), hole.port);
  resolve(t, (done) =>
    done(null, [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]),
  );
  const { reply } = await ask(`http://site.localhost:${hole.port}`);
  assert.deepEqual(reply, { kind: 'answered', status: 200, body: [] });
  assert.equal(server.requests.length, 1);
});
