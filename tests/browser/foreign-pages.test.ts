import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { routesOf } from '../../sidecar/routes/all-routes.ts';
import { makeLoginToken } from '../../sidecar/security/login-links.ts';
import { type AttackedServer, attackedServer } from '../fixtures/attacked-server.ts';
import { pathOf } from '../fixtures/csrf-attacks.ts';
import { type HttpServer, httpServer } from '../fixtures/http-server.ts';
import { openBrowser } from './find-browser.ts';

const pool = new DecoderPool(15, 1);
let attacked: AttackedServer;
let browser: Browser;
let context: BrowserContext;
/** Another server of this machine, as any program may run one. */
let other: HttpServer;
let root = '';
let page = '';

before(async () => {
  attacked = await attackedServer(pool);
  await attacked.collection.put('index.html', '<!doctype html><title>gallery</title>');
  root = `http://127.0.0.1:${attacked.server.port}`;
  other = await httpServer(({ url }, response) => {
    // As Chromium takes a page of the public web that asks a machine at home.
    const policy = url.pathname === '/public' ? 'treat-as-public-address' : 'default-src *';
    const scripts = "; script-src * 'unsafe-inline'; form-action *";
    response.writeHead(200, {
      'content-type': 'text/html',
      'content-security-policy': policy + (url.pathname === '/public' ? '' : scripts),
    });
    response.end(page);
  });
  browser = await openBrowser();
  context = await browser.newContext();
  const own = await context.newPage();
  const { state } = attacked.server.sidecar.services.collection.settings.paths;
  await own.goto(`${root}/login#${await makeLoginToken(state)}`);
  await own.waitForURL(`${root}/admin/`);
  assert.equal((await context.cookies(root)).length, 1, 'the browser is logged in');
  await own.close();
});

after(async () => {
  await browser.close();
  await other[Symbol.asyncDispose]();
  await attacked[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

/** Shows a page by every way in which one comes to a browser that is not ours. */
async function fromElsewhere(
  content: string,
  work: (page: Page, from: string) => Promise<void>,
): Promise<void> {
  page = content;
  const file = await attacked.collection.put('evil/index.html', content).then(() => {
    return pathToFileURL(join(attacked.collection.path, 'evil/index.html')).href;
  });
  for (const from of [`${other.url}/`, `${other.url}/public`, file]) {
    const shown = await context.newPage();
    await shown.goto(from);
    await work(shown, from);
    await shown.close();
  }
  await attacked.collection.remove('evil');
}

const done = (shown: Page): Promise<unknown> =>
  shown.waitForFunction(() => document.title === 'done');

test('R42: pages of another port, of the public web and from disk change nothing by script, though the browser is logged in', async () => {
  const before = attacked.stateHash();
  const asked = attacked.routes
    .filter(({ method }) => method !== 'get')
    .map((route) => [route.method.toUpperCase(), pathOf(route)]);
  const content = `<!doctype html><title>evil</title><script>
const body = JSON.stringify({ version: 0, add: ['bad'], kind: 'scan', query: '', filepath: 'a.png', tags: 'bad' });
const ask = (method, path, type) => fetch('${root}' + path, { method, credentials: 'include', body,
  mode: type === 'application/json' ? 'cors' : 'no-cors', headers: { 'Content-Type': type } }).catch(() => 0);
const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
Promise.all(${JSON.stringify(asked)}.flatMap(([method, path]) =>
  types.map((type) => ask(method, path, type)))).then(() => { document.title = 'done'; });
</script>`;
  await fromElsewhere(content, (shown) => done(shown).then(() => undefined));
  assert.equal(attacked.stateHash(), before);
});

test('R42: a form that another page sends is refused, by every route', async () => {
  const before = attacked.stateHash();
  const paths = attacked.routes.filter(({ method }) => method === 'post').map(pathOf);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const path = paths[type.length % paths.length] ?? '/api/reload';
    const content = `<!doctype html><form method="post" enctype="${type}" action="${root}${path}">
<input name='{"kind": "scan", "x": "' value='"}'><button>Win a prize</button></form>`;
    await fromElsewhere(content, async (shown, from) => {
      const answered = shown.waitForResponse((response) => response.url().startsWith(root));
      await shown.click('button');
      const { status } = await answered.then((response) => ({ status: response.status() }));
      assert.ok(status >= 400 && status < 500, `${type} from ${from}: ${status}`);
    });
  }
  assert.equal(attacked.stateHash(), before);
});

test('R43: no script, answer or page of the server can be run, read or framed by another page', async () => {
  const files = readdirSync(attacked.collection.path, { recursive: true, encoding: 'utf8' });
  assert.ok(files.length > 0);
  const addresses = [
    '/assets/host.js',
    '/admin/panel.js',
    '/admin/admin.css',
    '/index.html',
    '/images/a.png',
    ...routesOf(attacked.server.sidecar.services)
      .filter(({ method, path }) => method === 'get' && path !== '/api/events')
      .map(pathOf),
  ];
  const content = `<!doctype html><title>evil</title><body><script>
const seen = [];
const load = (tag, fields) => new Promise((resolve) => {
  const item = document.createElement(tag);
  item.onload = () => { seen.push(tag + ' ' + (fields.src ?? fields.href)); resolve(); };
  item.onerror = () => resolve();
  document.body.append(Object.assign(item, fields));
});
const read = (url) => fetch(url, { credentials: 'include' }).then(
  () => { seen.push('fetch ' + url); }, () => undefined);
Promise.all(${JSON.stringify(addresses)}.map((path) => '${root}' + path).flatMap((url) => [
  load('script', { src: url }), load('img', { src: url }),
  load('link', { rel: 'stylesheet', href: url }), read(url),
])).then(() => { globalThis.seen = seen; document.title = 'done'; });
</script></body>`;
  await fromElsewhere(content, async (shown, from) => {
    await done(shown);
    const seen = await shown.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    assert.deepEqual(seen, [], from);
    assert.equal(await shown.evaluate(() => 'homebooruHost' in globalThis), false, from);
  });
  const framing = `<!doctype html><iframe src="${root}/index.html"></iframe>`;
  await fromElsewhere(framing, async (shown, from) => {
    await shown.waitForLoadState('load');
    const [, frame] = shown.frames();
    const title = await frame?.title().catch(() => '');
    assert.notEqual(title, 'gallery', from);
  });
});
