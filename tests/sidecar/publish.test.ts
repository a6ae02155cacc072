import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { lockCollection } from '../../pipeline/library/lock.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import {
  type ScriptAnswer,
  startServer,
  type TestServer,
  testSecret,
} from '../fixtures/sidecar.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
const posts = 12;
let collection: TestCollection;
let folder: TemporaryFolder;
let server: TestServer;
let site = '';
let events: Events;

before(async () => {
  collection = await temporaryCollection(pool);
  folder = await temporaryFolder();
  site = join(folder.path, 'dist');
  for (let at = 0; at < posts; at++) await collection.picture(`${at}.png`, at + 1, at);
  await collection.process();
  await siteOf(collection.path, site);
  server = await startServer(collection.path, site);
  events = await listen(server.port);
});

after(async () => {
  events.stop();
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

interface Events {
  /** Resolves once the site has an edition, and everything before it. */
  readonly published: (edition: number) => Promise<void>;
  readonly jobEnded: (id: number) => Promise<string>;
  readonly stop: () => void;
}

async function listen(port: number): Promise<Events> {
  const asked = request({
    host: '127.0.0.1',
    port,
    path: '/api/events',
    headers: { Authorization: `Bearer ${testSecret}` },
  }).end();
  const [answer] = await once(asked, 'response');
  assert.equal(answer.headers['content-type'], 'text/event-stream');
  let heard = '';
  const listeners = new Set<() => void>();
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    heard += chunk;
    for (const listener of listeners) listener();
  });
  const find = <T>(look: () => T | undefined): Promise<T> => {
    const { promise, resolve } = Promise.withResolvers<T>();
    const listener = (): void => {
      const found = look();
      if (found === undefined) return;
      listeners.delete(listener);
      resolve(found);
    };
    listeners.add(listener);
    listener();
    return promise;
  };
  const said = (event: string) =>
    [...heard.matchAll(new RegExp(`event: ${event}\\ndata: (.*)\\n\\n`, 'g'))].map(
      ([, json = '']) => JSON.parse(json),
    );
  return {
    stop: () => asked.destroy(),
    published: (edition) =>
      find(() =>
        said('published').some((item) => item.edition >= edition) ? true : undefined,
      ).then(() => undefined),
    jobEnded: (id) =>
      find(() => said('job').find((job) => job.id === id && job.finished !== null)?.state),
  };
}

function page(number: number): string {
  return readFileSync(join(site, `post/0/${number}.html`), 'utf8');
}

/** Promise 5: what is there is what a build from nothing writes. */
async function assertClean(): Promise<void> {
  const clean = join(folder.path, 'clean');
  rmSync(clean, { recursive: true, force: true });
  await siteOf(collection.path, clean);
  const [is, should] = [filesOf(site), filesOf(clean)].map((files) => {
    return [...files].filter(([address]) => !address.startsWith('.')).toSorted();
  });
  assert.deepEqual(is, should);
}

function edit(number: number, version: number, ...add: readonly string[]): Promise<ScriptAnswer> {
  return server.asScript('PATCH', `/api/posts/${number}`, { version, add });
}

test('an edit is on the page, in the index and in the search once its edition is published', async () => {
  const { json } = await edit(3, 0, 'quite_new');
  await events.published(json.edition);
  assert.match(page(3), /quite_new/);
  assert.equal((await server.asScript('GET', '/api/posts?q=quite_new')).json.total, 1);
  assert.match(readFileSync(join(site, 'tags.html'), 'utf8'), /quite_new/);
  await assertClean();
});

test('R10: a hundred edits during a rebuild are all kept and all published', async () => {
  const rebuild = await server.asScript('POST', '/api/system/rebuild');
  assert.equal(rebuild.status, 202);
  const tries = Array.from({ length: 100 }, async (_, at) => {
    const number = (at % posts) + 1;
    for (let version = 0; ; ) {
      const { status, json } = await edit(number, version, `edit_${at}`);
      if (status === 200) return Number(json.edition);
      // While the library is made anew nobody knows which number is whose.
      assert.ok(status === 409, `${status} ${JSON.stringify(json)}`);
      version = json.version;
    }
  });
  const editions = await Promise.all(tries);
  assert.equal(await events.jobEnded(rebuild.json.job.id), 'done');
  await events.published(Math.max(...editions));
  for (let at = 0; at < 100; at++)
    assert.match(page((at % posts) + 1), new RegExp(`edit_${at}\\b`));
  await assertClean();
});

test('R9: while another process holds the collection, an edit is saved, and published once it lets go', async () => {
  let edition = 0;
  let waiting = 0;
  {
    await using _lock = await lockCollection(join(collection.path, '.homebooru'), 'process');
    const { json } = await server.asScript('GET', '/api/posts/1');
    const answer = await edit(1, json.version, 'meanwhile');
    assert.equal(answer.status, 200);
    ({ edition } = answer.json);
    const job = await server.asScript('POST', '/api/jobs', { kind: 'thumbnails' });
    // It waits for its turn, behind the publication, which waits for the lock.
    assert.equal(job.json.job.state, 'queued');
    waiting = job.json.job.id;
    assert.doesNotMatch(page(1), /meanwhile/);
  }
  await events.published(edition);
  assert.match(page(1), /meanwhile/);
  // What writes next would wait for it, and not for long.
  assert.equal(await events.jobEnded(waiting), 'done');
});

test('a deleted post is gone from the site, and a restored one is back', async () => {
  const gone = await server.asScript('DELETE', '/api/posts/2');
  assert.equal(gone.status, 200);
  await events.published(gone.json.edition);
  assert.throws(() => page(2), { code: 'ENOENT' });
  const back = await server.asScript('POST', '/api/posts/2/restore');
  assert.equal(back.status, 200);
  await events.published(back.json.edition);
  assert.match(page(2), /edit_1\b/);
  await assertClean();
});
