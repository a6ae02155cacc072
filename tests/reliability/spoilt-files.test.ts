import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readRests } from '../../pipeline/network/rests-file.ts';
import { LearnedTags } from '../../pipeline/sources/learned-tags.ts';
import { SauceQuotas } from '../../pipeline/sources/saucenao/quota.ts';
import { deletePost } from '../../pipeline/stages/trash.ts';
import { EventHub } from '../../sidecar/event-hub.ts';
import { JobQueue } from '../../sidecar/jobs/job-queue.ts';
import { JobStore } from '../../sidecar/jobs/job-store.ts';
import { Monitor } from '../../sidecar/monitor.ts';
import { IgnoredProblems } from '../../sidecar/panel/ignored-problems.ts';
import { readUndo } from '../../sidecar/posts/undo-store.ts';
import { useLoginToken } from '../../sidecar/security/login-links.ts';
import { readSecret } from '../../sidecar/security/secret.ts';
import { Sessions } from '../../sidecar/security/sessions.ts';
import { readAddress } from '../../sidecar/server-address.ts';
import { Turns } from '../../sidecar/turns.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { InlinePool } from '../fixtures/faults/inline-pool.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new InlinePool();

/** What power loss and dying disks make of a file. */
const damages: readonly (readonly [name: string, spoil: (bytes: Buffer) => Buffer])[] = [
  ['zeros', (bytes) => Buffer.alloc(bytes.length)],
  ['half of it', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['half of it and zeros', (bytes) => Buffer.concat([bytes.subarray(0, 99), Buffer.alloc(50)])],
  ['nothing', () => Buffer.alloc(0)],
];
const notOurs: readonly (readonly [name: string, text: string])[] = [
  ['a list', '[]'],
  ['null', 'null'],
  ['a slip of somebody who edits by hand', '{"version": 2,, "md5": 5}'],
];

let template: TestCollection;
let first = '';
let second = '';
before(async () => {
  template = await temporaryCollection(pool);
  first = await template.picture('a.png', 1, 0);
  second = await template.picture('b.png', 2, 1);
  await template.process();
  await template.edit(first, { add: [{ name: 'mine' }], rating: 'questionable' });
  await template.edit(first, { add: [{ name: 'the_last_one' }] });
});
after(() => template[Symbol.asyncDispose]());

function spoil(path: string, how: (bytes: Buffer) => Buffer): void {
  writeFileSync(path, how(readFileSync(path)));
}

for (const [name, how] of damages) {
  test(`R7: a record that holds ${name} is put aside and begun anew, with all edits and its number`, async () => {
    await using collection = await temporaryCollection(pool, template);
    const whole = await collection.record(first);
    const other = await collection.record(second);
    spoil(join(collection.path, recordPlace(first)), how);
    const { problems } = await collection.process();
    assert.deepEqual(
      problems.map(({ path }) => path),
      [recordPlace(first)],
    );
    assert.match(problems[0]?.reason ?? '', /what you changed there is kept.*trash\/damaged/);
    assert.deepEqual(await collection.record(first), whole, 'nothing but lookups can be missing');
    assert.deepEqual(await collection.record(second), other);
    assert.equal(readdirSync(join(collection.path, 'trash/damaged')).length, 1);
    assert.deepEqual((await collection.process()).problems, [], 'it was told once');
  });
}

for (const [name, text] of notOurs) {
  test(`R7: a record that holds ${name} is left as it is, and told of`, async () => {
    await using collection = await temporaryCollection(pool, template);
    const path = join(collection.path, recordPlace(first));
    writeFileSync(path, text);
    const { problems } = await collection.process();
    assert.ok(problems.some((problem) => problem.path === recordPlace(first)));
    assert.equal(readFileSync(path, 'utf8'), text);
  });
}

test('R7: a spoilt tombstone brings no picture back', async () => {
  await using collection = await temporaryCollection(pool, template);
  await collection.write(async (context) => {
    await deletePost(context, await collection.record(first));
  });
  const tombstone = await collection.record(first);
  spoil(join(collection.path, recordPlace(first)), damages[0]?.[1] ?? Buffer.from);
  await collection.process();
  assert.deepEqual(await collection.record(first), tombstone);
});

test('R7: with the library lost too, the edits come back all the same', async () => {
  await using collection = await temporaryCollection(pool, template);
  const { edits, number } = await collection.record(first);
  spoil(join(collection.path, recordPlace(first)), () => Buffer.alloc(0));
  spoil(join(collection.path, '.homebooru/cache/library.db'), (bytes) =>
    Buffer.alloc(bytes.length),
  );
  await collection.process();
  const { edits: after, number: same } = await collection.record(first);
  assert.deepEqual([after, same], [edits, number]);
});

test('R7: a spoilt file of the state folder is as good as none, each kind', async () => {
  await using folder = await temporaryFolder();
  const { path: state } = folder;
  const kinds = [
    ...['sessions.json', 'login.json', 'hosts.json', 'saucenao.json', 'jobs/jobs.json'],
    ...['tag-types/gelbooru.json', 'server/address.json', 'monitor.json', 'ignored-problems.json'],
  ];
  const undo = '00000000-0000-4000-8000-000000000000';
  for (const text of ['\0'.repeat(200), '', '{"half": [', '[]', 'null', '7']) {
    for (const kind of [...kinds, `undo/${undo}.json`, 'secret']) await folder.write(kind, text);
    await Sessions.open(state);
    assert.equal(await useLoginToken(state, 'any'), false);
    assert.equal((await readRests(state, 0)).size, 0);
    assert.equal((await SauceQuotas.open(state)).waitAt(0), 0);
    assert.deepEqual(await new JobStore(state).load(), []);
    assert.equal((await LearnedTags.open(state, 'gelbooru')).typeOf('any'), undefined);
    assert.equal(await readAddress(state), undefined);
    assert.equal((await new IgnoredProblems(state).reader())({ path: 'a', reason: 'b' }), false);
    assert.equal(await readUndo(state, undo), undefined);
    assert.equal((await monitorOf(state)).status.last_check, null);
    assert.match(await withoutChosen(() => readSecret(state)), /^[\w-]{43}$/);
  }
});

test('R7: spoilt databases and locks of the state folder keep nobody out', async () => {
  await using collection = await temporaryCollection(pool, template);
  for (const name of ['cache/library.db', 'records.lock', 'lock.db', 'lock']) {
    const path = join(collection.path, '.homebooru', name);
    for (const content of [Buffer.alloc(9000), Buffer.from('garbage'.repeat(2000))]) {
      writeFileSync(path, content);
      await collection.edit(second, { add: [{ name: `after_${name.replaceAll('/', '_')}` }] });
      assert.deepEqual((await collection.process()).problems, []);
    }
  }
  assert.ok(existsSync(join(collection.path, '.homebooru/cache/library.db')));
});

async function monitorOf(state: string): Promise<Monitor> {
  const events = new EventHub();
  const store = new JobStore(state);
  const jobs = await JobQueue.open({
    collection: state,
    out: state,
    store,
    events,
    turns: new Turns(),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
  return Monitor.open({ state, isEnabled: false, interval: 300, jobs, events });
}

async function withoutChosen<T>(work: () => Promise<T>): Promise<T> {
  const { HOMEBOORU_SECRET: chosen } = process.env;
  delete process.env['HOMEBOORU_SECRET'];
  try {
    return await work();
  } finally {
    if (chosen !== undefined) process.env['HOMEBOORU_SECRET'] = chosen;
  }
}
