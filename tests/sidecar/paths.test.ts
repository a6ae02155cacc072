import assert from 'node:assert/strict';
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { hostileTexts } from '../fixtures/hostile.ts';
import { png } from '../fixtures/png.ts';
import { readShared, skipWithout } from '../fixtures/shared.ts';
import { startServer, type TestServer, testSecret, writerInProcess } from '../fixtures/sidecar.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { deleteWhileSwapped } from '../fixtures/swapped-folder.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let server: TestServer;
let folder: TemporaryFolder;
let site = '';
let canary = '';
const secret = png(0xabcdef, { width: 9, height: 9 });

before(async () => {
  collection = await temporaryCollection(pool);
  for (let at = 0; at < 3; at++) await collection.picture(`${at}.png`, at + 1, at);
  canary = join(collection.path, 'canary.txt');
  await collection.put('canary.txt', 'canary');
  await collection.put('outside/secret.png', secret);
  const images = join(collection.path, 'images');
  symlinkSync('/etc/hostname', join(images, 'link.png'));
  symlinkSync(canary, join(images, 'canary.png'));
  symlinkSync(join(collection.path, 'outside/secret.png'), join(images, 'secret.png'));
  symlinkSync(join(collection.path, 'outside'), join(images, 'outside'));
  symlinkSync('circle.png', join(images, 'circle.png'));
  symlinkSync('.', join(images, 'itself'));
  await collection.process();
  folder = await temporaryFolder();
  site = join(folder.path, 'dist');
  await siteOf(collection.path, site);
  server = await startServer(collection.path, site, {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
});

after(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

const attacks = [
  '..',
  '../canary.txt',
  '..%2fcanary.txt',
  '%2e%2e/canary.txt',
  '%2e%2e%2fcanary.txt',
  '..%5ccanary.txt',
  '..\\canary.txt',
  '%c0%ae%c0%ae/canary.txt',
  '%252e%252e%252fcanary.txt',
  'canary.txt?raw??',
  '%00',
  'a%00.png',
  '/etc/hostname',
  '//etc/hostname',
  'link.png',
  'canary.png',
  'secret.png',
  'outside/secret.png',
  'circle.png',
  '1.png/../../canary.txt',
  'x'.repeat(7000),
  '%f0%9f%a6%8a',
  '%',
  '%zz',
  '__proto__',
  'constructor',
];

/** Asks for a name in every way in which a name can be said; all are refused, and nothing of what lies outside is told. */
async function assertRefused(name: string): Promise<void> {
  const bearer = { Authorization: `Bearer ${testSecret}` };
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = `secret=${testSecret}&filepath=${name}&tags=x`;
  const answers = await Promise.all([
    server.get(`/image/${name}`),
    server.get(`/similar/${name}`),
    server.get(`/${name}`),
    server.get(`/originals/0/${name}`),
    server.get(`/thumbs/0/${name}`),
    server.get(`/admin/${name}`),
    server.get(`/api/posts/${name}`),
    server.get(`/api/jobs/${name}/log`, bearer),
    server.ask('PATCH', `/api/posts/${name}`, bearer, '{}'),
    server.ask('DELETE', `/api/posts/${name}`, bearer),
    server.ask('POST', `/api/posts/${name}/restore`, bearer),
    server.ask('POST', `/api/posts/${name}/retry`, bearer),
    server.ask('POST', '/api/edit_tags', form, body),
    server.ask('POST', '/api/delete_image', form, body),
  ]);
  for (const [at, { status, body: said }] of answers.entries()) {
    const what = `${at} ${name.slice(0, 40)}`;
    assert.ok(status >= 400 && status < 500, `${what}: ${status}`);
    assert.doesNotMatch(said, /canary(?!\.)|node_modules|\.ts:|homebooru-test/, what);
  }
}

test('R44: no name in a request leads to a file outside, by any route', async () => {
  for (const name of attacks) await assertRefused(name);
  assert.equal(readFileSync(canary, 'utf8'), 'canary');
});

test('R44: texts that have broken other programs are no paths, and are refused as what is not there', async () => {
  const sayable = hostileTexts.filter((text) => text.isWellFormed() && text.length < 1000);
  for (const text of sayable) {
    const name = encodeURIComponent(text);
    // A name of nothing, or of dots alone, asks for the folder.
    if (/^\.*$/.test(text.trim())) continue;
    await assertRefused(name);
  }
});

test('R44: file names that have broken other programs are no paths either', {
  skip: skipWithout('corpora/names.json'),
}, async () => {
  for (const { name } of readShared('corpora/names.json') as { name?: string }[]) {
    // Names that are not Unicode have none here; a page of the site may be called so, and is served.
    if (name === undefined || /^\.*$/.test(name.trim()) || existsSync(join(site, name))) continue;
    if (name.isWellFormed()) await assertRefused(encodeURIComponent(name));
  }
});

test('R45: what links lead to outside the image folder is no post, and is nowhere in the site', async () => {
  const { json } = await server.asScript('GET', '/api/posts?q=');
  assert.equal(json.total, 3);
  const bytes = [secret, readFileSync('/etc/hostname')];
  for (const address of filesOf(site).keys()) {
    const content = readFileSync(join(site, address));
    assert.ok(!bytes.some((outside) => content.equals(outside)), address);
  }
});

test('R45: a link in place of a picture stays, and so does what it leads to', async () => {
  const md5 = await collection.picture('swap.png', 50, 50);
  await collection.process();
  const number = (await collection.record(md5)).number ?? 0;
  const outside = join(collection.path, 'outside/same.png');
  writeFileSync(outside, png(50));
  const place = join(collection.path, 'images/swap.png');
  for (const target of [canary, outside, '/etc/hostname']) {
    await collection.remove('images/swap.png');
    symlinkSync(target, place);
    const answer = await server.asScript('DELETE', `/api/posts/${number}`);
    assert.ok(answer.status === 200 || answer.status === 404, JSON.stringify(answer));
    assert.ok(lstatSync(place).isSymbolicLink());
  }
  assert.equal(readFileSync(canary, 'utf8'), 'canary');
  assert.deepEqual(readFileSync(outside), png(50));
});

test('R45: of a link to a picture in the folder, the link is deleted and restored', async () => {
  const md5 = await collection.picture('kept/real.png', 60, 60);
  symlinkSync('kept/real.png', join(collection.path, 'images/also.png'));
  await collection.process();
  const { number = 0, locations } = await collection.record(md5);
  assert.equal(locations.length, 2);
  assert.equal((await server.asScript('DELETE', `/api/posts/${number}`)).status, 200);
  assert.equal(existsSync(join(collection.path, 'images/also.png')), false);
  assert.equal((await server.asScript('POST', `/api/posts/${number}/restore`, {})).status, 200);
  assert.ok(lstatSync(join(collection.path, 'images/also.png')).isSymbolicLink());
  assert.deepEqual(readFileSync(join(collection.path, 'images/kept/real.png')), png(60));
});

test('R45: a folder that is swapped for a link while a post in it is deleted gives nothing away', async () => {
  await deleteWhileSwapped(pool, 10);
});
