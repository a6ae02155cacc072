import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { startServer, type TestServer, testSecret, writerInProcess } from '../fixtures/sidecar.ts';

/**
 * As the Flask version's users have it in their crontabs: the server's address and the secret are its two arguments. An
 * edit is answered once the record has it; completion knows it a moment later.
 */
const script = `set -eu
ask() { curl --silent --show-error --fail -X POST "$1/api/$2" -d secret="$3"; echo; }
ask "$1" reload "$2"
ask "$1" system/scan "$2"
ask "$1" system/thumbnails "$2"
ask "$1" system/rebuild "$2"
ask "$1" system/monitor/start "$2"
for try in 1 2 3; do
  curl --silent --fail "$1/api/system/status" | grep -o '"running":true'
done
ask "$1" system/monitor/stop "$2"
curl --silent --fail "$1/api/system/status" | grep -o '"running":false'
curl --silent --fail "$1/api/images?query=&page=1&per_page=10" | grep -o '"total_results":1'
curl --silent --fail -X POST "$1/api/edit_tags" -d secret="$2" --data-urlencode "filepath=images/a b.png" -d tags="cat+solo"; echo
until curl --silent --fail "$1/api/autocomplete?q=so" | grep -o '"tag":"solo"'; do sleep 0.1; done
curl --silent --output /dev/null --write-out '%{http_code}' -X POST "$1/api/reload" -d secret=wrong`;
const curl = ['/usr/bin/curl', '/bin/curl', '/usr/local/bin/curl'].find((path) => existsSync(path));
const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let server: TestServer;

before(async () => {
  collection = await temporaryCollection(pool);
  await collection.picture('a b.png', 1);
  await collection.process();
  server = await startServer(collection.path, join(collection.path, 'dist'), {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
});

after(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

test("a script of the Flask version's goes on working, with curl and the secret in the form", {
  skip: curl === undefined ? 'needs curl' : false,
}, async () => {
  const words = ['-c', script, 'sh', `http://127.0.0.1:${server.port}`, testSecret];
  const { stdout } = await promisify(execFile)('/bin/sh', words, { timeout: 30_000 });
  const lines = stdout.trim().split('\n');
  const answers = lines
    .filter((line) => line.startsWith('{"status"'))
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array.from({ length: 7 }, () => 'success'),
  );
  assert.deepEqual(
    answers.map(({ message, images }) => message ?? images),
    [
      1,
      'Scan started',
      'Thumbnails started',
      'Rebuild started',
      'Monitor started',
      'Monitor stopped',
      undefined,
    ],
  );
  assert.deepEqual(
    lines.filter((line) => !line.startsWith('{"status"')),
    [
      ...Array.from({ length: 3 }, () => '"running":true'),
      '"running":false',
      '"total_results":1',
      '"tag":"solo"',
      '401',
    ],
  );
});
