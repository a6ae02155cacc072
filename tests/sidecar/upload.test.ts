import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, afterEach, beforeEach, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { safeName } from '../../sidecar/posts/take-upload.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';
import { startServer, type TestServer, testSecret } from '../fixtures/sidecar.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

let collection: TestCollection;
let server: TestServer;

beforeEach(async () => {
  collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'limits: { upload: 2000 }');
  server = await startServer(collection.path, collection.path, {
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
});

interface Sent {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of every shape.
  readonly json: any;
}

async function upload(
  name: string,
  content: Uint8Array,
  type = 'application/octet-stream',
): Promise<Sent> {
  const asked = request({
    host: '127.0.0.1',
    port: server.port,
    method: 'POST',
    path: '/api/uploads',
    headers: {
      Authorization: `Bearer ${testSecret}`,
      'Content-Type': type,
      'X-HB-Name': encodeURIComponent(name),
    },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Sent>();
  asked.on('error', reject).on('response', (answer) => {
    text(answer).then(
      (body) => resolve({ status: answer.statusCode ?? 0, json: JSON.parse(body) }),
      reject,
    );
  });
  asked.end(content);
  return promise;
}

test('a picture is put into the inbox under its own name, and a scan is started', async () => {
  const { status, json } = await upload('夜の海 ©.png', png(7));
  assert.equal(status, 202);
  assert.deepEqual([json.path, json.format, json.job.kind], ['inbox/夜の海 ©.png', 'png', 'scan']);
  assert.deepEqual(readFileSync(join(collection.path, 'images', json.path)), Buffer.from(png(7)));
});

test('a name that is taken gets a number, and nothing is overwritten', async () => {
  const paths = [];
  for (const seed of [1, 2, 3]) paths.push((await upload('a.png', png(seed))).json.path);
  assert.deepEqual(paths, ['inbox/a.png', 'inbox/a (2).png', 'inbox/a (3).png']);
  assert.deepEqual(readFileSync(join(collection.path, 'images/inbox/a.png')), Buffer.from(png(1)));
});

const refused: readonly (readonly [
  name: string,
  content: string | Uint8Array,
  status: number,
  type?: string,
])[] = [
  ['HTML', '<!doctype html><script>alert(1)</script>'.padEnd(200), 415],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'.padEnd(200), 415],
  ['nothing', '', 415],
  ['a few bytes', 'abc', 415],
  ['too much', new Uint8Array([...png(1), ...new Uint8Array(3000)]), 413],
  ['a form', png(1), 415, 'multipart/form-data'],
  ['JSON', png(1), 415, 'application/json'],
];
for (const [name, content, status, type] of refused) {
  test(`an upload of ${name} is refused, and leaves nothing`, async () => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    assert.equal((await upload('x.png', bytes, type)).status, status);
    const inbox = join(collection.path, 'images/inbox');
    assert.deepEqual(existsSync(inbox) ? readdirSync(inbox) : [], []);
  });
}

const names: readonly (readonly [wish: string, name: string])[] = [
  ['../../etc/passwd', 'passwd.png'],
  ['C:\\pictures\\a.JPG', 'a.JPG'],
  ['.hidden.png', 'hidden.png'],
  ['', 'picture.png'],
  ['...', 'picture.png'],
  ['a\0b\n<c>:"|?*.png', 'a_b__c______.png'],
  ['index.html', 'index.html.png'],
  ['x\u202egnp.exe', 'x_gnp.exe.png'],
  ['\ud800.png', '_.png'],
];
for (const [wish, name] of names) {
  test(`${JSON.stringify(wish)} is kept as ${name}`, () => {
    assert.equal(safeName(wish, 'png'), name);
  });
}

test('a name of any length is cut to what every file system takes', () => {
  for (const letter of ['a', 'é', '🦊']) {
    const name = safeName(`${letter.repeat(500)}.webp`, 'webp');
    assert.ok(Buffer.byteLength(name) <= 210 && name.endsWith(`${letter}.webp`));
  }
});
