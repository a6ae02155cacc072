import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { sendJson } from '../../fixtures/http-server.ts';
import { anyRequest, asItIs, withSite } from '../../fixtures/site-client.ts';

const never = new AbortController().signal;

const failures: readonly (readonly [
  name: string,
  answer: (response: ServerResponse) => void,
  failure: string,
  reason: RegExp,
])[] = [
  [
    'R62: 500',
    (response) => sendJson(response, { message: 'timed out' }, 500),
    'glitch',
    /500: timed/,
  ],
  [
    'R62: 502 in HTML',
    (response) => response.writeHead(502).end('<html>'),
    'glitch',
    /answered 502$/,
  ],
  ['R62: 503', (response) => response.writeHead(503).end(), 'throttled', /answered 503/],
  ['R60: 429', (response) => sendJson(response, {}, 429), 'throttled', /answered 429/],
  ['R60: 421', (response) => sendJson(response, {}, 421), 'throttled', /answered 421/],
  [
    'R62: 401',
    (response) => sendJson(response, { reason: 'bad key' }, 401),
    'refused',
    /401: bad key/,
  ],
  ['R62: 404', (response) => sendJson(response, {}, 404), 'glitch', /answered 404/],
  [
    'R62: a Cloudflare page',
    (response) =>
      response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('<title>Just a moment...'),
    'refused',
    /403 with a Cloudflare page/,
  ],
  ['R62: 200 with HTML', (response) => response.end('<!DOCTYPE html>'), 'glitch', /a page instead/],
  ['R62: truncated JSON', (response) => response.end('[{"id":1'), 'glitch', /broken JSON/],
  ['R64: JSON 1,000 deep', (response) => response.end('['.repeat(1000)), 'glitch', /broken JSON/],
  [
    'R69: its own keys in an error',
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
