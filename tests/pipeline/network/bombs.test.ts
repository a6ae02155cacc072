import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { AskingReport } from '../../fixtures/asking-process.ts';
import { type HttpServer, httpServer } from '../../fixtures/http-server.ts';

const mebibyte = 2 ** 20;
const spaces = Buffer.alloc(mebibyte, ' ');
const md5 = 'a'.repeat(32);
const cut = 'failed: answered more than 2 MiB';
const json = { 'content-type': 'application/json' };

function postWith(more: object): string {
  return JSON.stringify([{ id: 1, md5, tag_string: 'solo', tag_string_general: 'solo', ...more }]);
}

/** Writes the same again and again until it is enough, or nobody reads any more. */
async function pour(response: ServerResponse, chunk: Buffer | string, times: number) {
  for (let count = 0; count < times && !response.destroyed; count++) {
    if (response.write(chunk)) continue;
    await new Promise((resolve) => {
      response.once('drain', resolve).once('close', resolve);
    });
    response.removeAllListeners('drain').removeAllListeners('close');
  }
  response.end();
}

function keys(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`a_key_${at}`, at]));
}

const deep = 200_000;

/** Path → what is answered there, and what it comes to. */
const bombs = new Map<string, readonly [(response: ServerResponse) => unknown, string]>([
  [
    '/gzip-bomb-of-300-mebibytes',
    [
      (response) =>
        pour(response.writeHead(200, { ...json, 'content-encoding': 'gzip' }), gzipped, 300),
      cut,
    ],
  ],
  ['/gigabyte-of-spaces', [(response) => pour(response.writeHead(200, json), spaces, 1000), cut]],
  [
    '/chunks-without-end',
    [
      (response) => {
        response.writeHead(200, json).write('[');
        return pour(response, '[1],'.repeat(1000), Number.POSITIVE_INFINITY);
      },
      cut,
    ],
  ],
  [
    '/json-200000-deep',
    [
      (response) => response.writeHead(200, json).end('['.repeat(deep) + ']'.repeat(deep)),
      'failed: answered with broken JSON',
    ],
  ],
  [
    '/tag-of-two-megabytes',
    [
      (response) => response.writeHead(200, json).end(postWith({ tag_string: 'x'.repeat(2.1e6) })),
      cut,
    ],
  ],
  [
    '/hundred-thousand-keys',
    [
      (response) => response.writeHead(200, json).end(postWith(keys(100_000))),
      'failed: answered more than 30000 values',
    ],
  ],
  [
    '/twenty-nine-thousand-keys',
    [
      (response) => response.writeHead(200, json).end(postWith(keys(29_000))),
      'failed: answered more of a post than can be kept',
    ],
  ],
  [
    '/half-a-million-lists',
    [
      (response) => response.writeHead(200, json).end(`[${'[],'.repeat(500_000)}[]]`),
      'failed: answered more than 30000 values',
    ],
  ],
]);
const gzipped = gzipSync(spaces);

let server: HttpServer;
let reports: ReadonlyMap<string, AskingReport>;
before(async () => {
  server = await httpServer(({ url }, response) => {
    const bomb = bombs.get(url.pathname.replace('/posts.json', ''));
    if (bomb) void bomb[0](response);
    else response.writeHead(200, json).end(postWith({}));
  });
  const program = join(import.meta.dirname, '../../fixtures/asking-process.ts');
  const child = fork(program, [server.url, ...bombs.keys()]);
  const [heard] = (await once(child, 'message')) as [readonly AskingReport[]];
  reports = new Map(
    [...bombs.keys()].flatMap((path, at) => (heard[at] ? [[path, heard[at]]] : [])),
  );
});
after(() => server[Symbol.asyncDispose]());

for (const [path, [, outcome]] of bombs) {
  test(`R64: ${path.slice(1).replaceAll('-', ' ')}: ${outcome}, within the memory and the time of one turn`, (t) => {
    const report = reports.get(path);
    assert.ok(report);
    const [mebibytes, milliseconds] = [report.memory / mebibyte, report.longestTurn].map(
      Math.round,
    );
    t.diagnostic(`${mebibytes} MiB, ${milliseconds} ms`);
    assert.equal(report.outcome, outcome);
    assert.ok(report.memory <= 64 * mebibyte, `${mebibytes} MiB`);
    assert.ok(report.longestTurn < 200, `${milliseconds} ms of the processor`);
  });
}
