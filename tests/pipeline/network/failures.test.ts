import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sendJson } from '../../fixtures/http-server.ts';
import { anyRequest, asItIs, withSite } from '../../fixtures/site-client.ts';

const bomb = gzipSync(Buffer.alloc(2e7, 32));
const never = new AbortController().signal;

const failures: readonly (readonly [
  name: string,
  answer: (response: ServerResponse) => void,
  failure: string,
  reason: RegExp,
])[] = [
  ['500', (response) => sendJson(response, { message: 'timed out' }, 500), 'glitch', /500: timed/],
  ['502 in HTML', (response) => response.writeHead(502).end('<html>'), 'glitch', /answered 502$/],
  ['503', (response) => response.writeHead(503).end(), 'throttled', /answered 503/],
  ['429', (response) => sendJson(response, {}, 429), 'throttled', /answered 429/],
  ['421', (response) => sendJson(response, {}, 421), 'throttled', /answered 421/],
  ['401', (response) => sendJson(response, { reason: 'bad key' }, 401), 'refused', /401: bad key/],
  ['404', (response) => sendJson(response, {}, 404), 'glitch', /answered 404/],
  [
    'a Cloudflare page',
    (response) =>
      response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('<title>Just a moment...'),
    'refused',
    /403 with a Cloudflare page/,
  ],
  ['200 with HTML', (response) => response.end('<!DOCTYPE html>'), 'glitch', /a page instead/],
  ['truncated JSON', (response) => response.end('[{"id":1'), 'glitch', /broken JSON/],
  ['JSON 1,000 deep', (response) => response.end('['.repeat(1000)), 'glitch', /broken JSON/],
  ['a dropped connection', (response) => response.destroy(), 'glitch', /broke the connection off/],
  ['silence', () => undefined, 'glitch', /did not answer within 1 s/],
  [
    'a drip',
    (response) => {
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
    },
    'glitch',
    /did not finish its answer within 2 s/,
  ],
  [
    'a close in the middle',
    (response) => {
      response.writeHead(200, { 'content-length': 100 }).write('[1');
      setTimeout(() => response.destroy(), 20);
    },
    'glitch',
    /broke|cut off|aborted/,
  ],
  [
    'a gzip bomb',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    'glitch',
    /answered more than/,
  ],
  [
    '10,000 headers',
    (response) => {
      for (let at = 0; at < 10_000; at++) response.setHeader(`x-${at}`, 'a');
      response.end('[]');
    },
    'glitch',
    /too many headers/,
  ],
  [
    'its own keys in an error',
    (response) => sendJson(response, { message: 'no S3CRET, PASSW0RD, api_key=xyz' }, 400),
    'glitch',
    /^answered 400: no …, …, api_key=…$/,
  ],
];
for (const [name, answer, failure, reason] of failures) {
  test(`${name} is a failure (${failure}), never an answer`, async () => {
    await withSite(
      (_, response) => answer(response),
      async ({ site }) => {
        const reply = await site.ask(anyRequest, asItIs, never);
        assert.ok(reply.kind === 'failed');
        assert.equal(reply.failure, failure);
        assert.match(reply.reason, reason);
      },
    );
  });
}
