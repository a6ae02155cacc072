import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { publicLookup } from '../../../pipeline/network/addresses.ts';
import { Client } from '../../../pipeline/network/client.ts';
import { asItIs, shortLimits } from '../../fixtures/site-client.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;

async function failureOf(url: string): Promise<string> {
  using client = new Client({ userAgent: 'x', clock: virtualClock(), limits: shortLimits });
  const site = client.site({ url, requestsPerSecond: 1 });
  const reply = await site.ask({ path: '/', query: [] }, asItIs, never);
  assert.ok(reply.kind === 'failed');
  assert.equal(reply.failure, 'glitch');
  return reply.reason;
}

test('R65: a name that leads to a private address is not connected to', async () => {
  for (const all of [true, false]) {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      publicLookup('localhost', { all }, (failure) => resolve(failure));
    });
    assert.equal(error?.code, 'EPRIVATE');
  }
});

test('an address is handed on as it was asked for', async () => {
  const one = await new Promise<unknown>((resolve) => {
    publicLookup('1.1.1.1', { all: false }, (_, address, family) => resolve([address, family]));
  });
  assert.deepEqual(one, ['1.1.1.1', 4]);
  const all = await new Promise<unknown>((resolve) => {
    publicLookup('1.1.1.1', { all: true }, (_, addresses) => resolve(addresses));
  });
  assert.deepEqual(all, [{ address: '1.1.1.1', family: 4 }]);
});

test('nobody at the address, or somebody who speaks no TLS, is a failure with a reason', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.destroy());
    socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  assert.match(await failureOf(`https://127.0.0.1:${port}`), /could not be reached|broke/);
  server.close();
  await once(server, 'close');
  assert.equal(await failureOf(`http://127.0.0.1:${port}`), 'refused the connection');
});
