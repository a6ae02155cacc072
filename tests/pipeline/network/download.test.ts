import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { DownloadError, type DownloadWish, download } from '../../../pipeline/network/download.ts';
import { type HttpServer, httpServer, type SeenRequest } from '../../fixtures/http-server.ts';
import { type TemporaryFolder, temporaryFolder } from '../../fixtures/temporary-folder.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at) % 251));
const sha256 = createHash('sha256').update(content).digest('hex');
const clock = { now: () => 0, wait: async () => undefined, chance: () => 0 };

/** Answers as a host of files does, with parts of it where they are asked for. */
function answerFile(request: SeenRequest, response: ServerResponse, etag = '"one"'): void {
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const condition = request.headers['if-range'];
  const start = from === undefined || (condition && condition !== etag) ? 0 : Number(from);
  const part = content.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, {
    etag,
    'content-length': part.length,
    ...(start > 0
      ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` }
      : {}),
  });
  response.end(part);
}

/** Announces all, sends a part of it, and breaks off once that has come. */
class BreakingServer {
  #held: ServerResponse | undefined;

  readonly answer = (response: ServerResponse, etag = '"one"'): void => {
    this.#held = response;
    response.writeHead(200, { etag, 'content-length': content.length });
    response.write(content.subarray(0, 100_000));
  };

  readonly onProgress = (bytes: number): void => {
    if (bytes === 100_000) this.#held?.destroy();
  };
}

interface Setting extends AsyncDisposable {
  readonly server: HttpServer;
  readonly folder: TemporaryFolder;
  readonly target: string;
  readonly load: (wish?: Partial<DownloadWish>, signal?: AbortSignal) => Promise<string>;
}

async function setUp(answer: Parameters<typeof httpServer>[0]): Promise<Setting> {
  const server = await httpServer(answer);
  const folder = await temporaryFolder();
  const target = join(folder.path, 'models/toy/model.onnx');
  return {
    server,
    folder,
    target,
    load: (wish = {}, signal = new AbortController().signal) =>
      download(
        {
          url: `${server.url}/model.onnx`,
          target,
          userAgent: 'HomeBooru/1 (by tests)',
          onProgress: () => undefined,
          clock,
          ...wish,
        },
        signal,
      ),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function filesBeside(target: string): Promise<readonly string[]> {
  return (await readdir(join(target, '..'))).toSorted();
}

test('a file comes whole, with nothing left beside it, and its SHA-256 is told', async () => {
  await using at = await setUp(answerFile);
  const seen: number[] = [];
  const sum = await at.load({
    sha256,
    bytes: content.length,
    onProgress: (bytes) => seen.push(bytes),
  });
  assert.equal(sum, sha256);
  assert.deepEqual(await readFile(at.target), content);
  assert.deepEqual(await filesBeside(at.target), ['model.onnx']);
  assert.equal(seen.at(-1), content.length);
  assert.equal(at.server.requests[0]?.headers['user-agent'], 'HomeBooru/1 (by tests)');
});

test('a connection that is cut off is taken up where it broke', async () => {
  const { answer, onProgress } = new BreakingServer();
  await using at = await setUp((request, response) =>
    request.headers.range ? answerFile(request, response) : answer(response),
  );
  assert.equal(await at.load({ sha256, onProgress }), sha256);
  const [, second] = at.server.requests;
  assert.match(second?.headers.range ?? '', /^bytes=100000-$/);
  assert.equal(second?.headers['if-range'], '"one"');
});

test('what an earlier call has loaded is used by the next one', async () => {
  let isDown = true;
  const { answer, onProgress } = new BreakingServer();
  await using at = await setUp((request, response) => {
    if (!isDown) answerFile(request, response);
    else if (request.headers.range) response.writeHead(503).end();
    else answer(response);
  });
  await assert.rejects(
    () => at.load({ sha256, onProgress }),
    (error) => error instanceof DownloadError && /100000 bytes are kept/.test(error.message),
  );
  assert.deepEqual(await filesBeside(at.target), ['model.onnx.part', 'model.onnx.part.etag']);
  isDown = false;
  const before = at.server.requests.length;
  assert.equal(await at.load({ sha256 }), sha256);
  assert.equal(at.server.requests.length, before + 1);
  assert.match(at.server.requests.at(-1)?.headers.range ?? '', /^bytes=100000-$/);
  assert.deepEqual(await filesBeside(at.target), ['model.onnx']);
});

test('a part of another version of the file is thrown away', async () => {
  let etag = '"one"';
  const { answer, onProgress } = new BreakingServer();
  await using at = await setUp((request, response) => {
    if (etag === '"two"') answerFile(request, response, etag);
    else if (request.headers.range) response.writeHead(503).end();
    else answer(response);
  });
  await assert.rejects(() => at.load({ onProgress }));
  etag = '"two"';
  await writeFile(`${at.target}.part`, Buffer.alloc(100_000, 1));
  await at.load();
  assert.deepEqual(await readFile(at.target), content);
});

test('a part of which nobody knows what it is of is not added to', async () => {
  await using at = await setUp(answerFile);
  await at.folder.write('models/toy/model.onnx.part', Buffer.alloc(1000, 1));
  await at.load();
  assert.equal(at.server.requests[0]?.headers.range, undefined);
  assert.deepEqual(await readFile(at.target), content);
});

test('a wrong SHA-256 is refused, and neither file nor part stays', async () => {
  await using at = await setUp(answerFile);
  await assert.rejects(
    () => at.load({ sha256: '0'.repeat(64) }),
    (error) => error instanceof DownloadError && error.message.includes(sha256),
  );
  assert.deepEqual(await filesBeside(at.target), []);
});

test('a file of another size is refused before it is loaded', async () => {
  await using at = await setUp(answerFile);
  await assert.rejects(() => at.load({ bytes: 5 }), /has 300000 bytes; wants 5/);
  assert.deepEqual(await filesBeside(at.target), []);
});

const refusals: readonly (readonly [string, Parameters<typeof httpServer>[0], RegExp, number])[] = [
  ['404', (_, response) => void response.writeHead(404).end(), /status 404/, 1],
  [
    'a page',
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    /is a page, not a file/,
    1,
  ],
  [
    'no size',
    (_, response) => {
      response.write('a');
      response.end('b');
    },
    /does not tell its size/,
    1,
  ],
  [
    'a circle of redirects',
    (_, response) => void response.writeHead(302, { location: '/model.onnx' }).end(),
    /in circles/,
    6,
  ],
  [
    'a redirect to another host without encryption',
    (_, response) => void response.writeHead(302, { location: 'http://192.0.2.1/x' }).end(),
    /without encryption/,
    1,
  ],
  ['503 without end', (_, response) => void response.writeHead(503).end(), /status 503/, 5],
];
for (const [what, answer, reason, requests] of refusals) {
  test(`${what} is an error in words, after ${requests} requests`, async () => {
    await using at = await setUp(answer);
    await assert.rejects(
      () => at.load(),
      (error) => error instanceof DownloadError && reason.test(error.message),
    );
    assert.equal(at.server.requests.length, requests);
  });
}

test('a redirect on the same host is followed', async () => {
  await using at = await setUp((request, response) => {
    if (request.url.pathname === '/there') answerFile(request, response);
    else response.writeHead(302, { location: '/there' }).end();
  });
  assert.equal(await at.load(), sha256);
});

test('a server that falls silent counts as cut off', async () => {
  let calls = 0;
  await using at = await setUp((request, response) => {
    calls += 1;
    if (calls > 1) answerFile(request, response);
    else
      response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 3));
  });
  assert.equal(await at.load({ sha256, silence: 50 }), sha256);
  assert.equal(at.server.requests.length, 2);
});

test('a download that is stopped keeps what came', async () => {
  const stop = new AbortController();
  await using at = await setUp((_, response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 50_000));
  });
  const onProgress = (): void => stop.abort(new Error('enough'));
  await assert.rejects(() => at.load({ sha256, onProgress }, stop.signal), /enough/);
  assert.deepEqual(await filesBeside(at.target), ['model.onnx.part']);
});
