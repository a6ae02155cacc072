import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inHosts, isLoopback, isOurHost } from '../../sidecar/hosts.ts';

const cases: readonly (readonly [said: string, others: readonly string[], isOurs: boolean])[] = [
  ['127.0.0.1:5000', [], true],
  ['[::1]:5000', [], true],
  ['127.0.0.1', [], false],
  ['booru.example', ['booru.example:443'], true],
  ['Booru.Example:443', ['booru.example:443'], true],
  ['booru.example', ['booru.example:80'], true],
  ['booru.example:8443', ['booru.example:8443'], true],
  ['booru.example', ['booru.example:8443'], false],
  ['booru.example', ['booru.example'], false],
  ['booru.example:5000', ['booru.example'], true],
  ['evil.example', ['booru.example:443'], false],
  ['booru.example.evil', ['booru.example:443'], false],
  ['', ['booru.example:443'], false],
];
for (const [said, others, isOurs] of cases) {
  test(`R41: a request for "${said}" is ${isOurs ? 'ours' : 'not ours'} with ${JSON.stringify(others)}`, () => {
    assert.equal(isOurHost(said, 5000, others), isOurs);
  });
}

test('a page over TLS is one of ours only below a name that the user allows', () => {
  assert.equal(inHosts('booru.example', ['booru.example:443']), true);
  assert.equal(inHosts('127.0.0.1:5000', []), false);
  assert.equal(inHosts('evil.example', ['booru.example:443']), false);
});

test('R40: only the addresses that no other machine reaches are loopback', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1'])
    assert.equal(isLoopback(host), true, host);
  for (const host of ['0.0.0.0', '::', '192.168.1.2', 'nas', '127.0.0.1.evil.example']) {
    assert.equal(isLoopback(host), false, host);
  }
});
