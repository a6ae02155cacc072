import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import pino from 'pino';
import { Attempts } from '../../sidecar/security/attempts.ts';
import { makeLoginToken, useLoginToken } from '../../sidecar/security/login-links.ts';
import { isSameSecret, readSecret } from '../../sidecar/security/secret.ts';
import { Sessions } from '../../sidecar/security/sessions.ts';
import { startServer, testSecret } from '../fixtures/sidecar.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('the first start makes a secret that only its user can read, and later ones keep it', async () => {
  await using folder = await temporaryFolder();
  const chosen = process.env['HOMEBOORU_SECRET'];
  delete process.env['HOMEBOORU_SECRET'];
  try {
    const secret = await readSecret(folder.path);
    assert.equal(Buffer.from(secret, 'base64url').length, 32);
    assert.equal((await stat(join(folder.path, 'secret'))).mode & 0o777, 0o600);
    assert.equal(await readSecret(folder.path), secret);
    process.env['RELOAD_SECRET'] = 'as the Flask version called it';
    assert.equal(await readSecret(folder.path), 'as the Flask version called it');
  } finally {
    delete process.env['RELOAD_SECRET'];
    process.env['HOMEBOORU_SECRET'] = chosen;
  }
});

test('a link logs in once, for ten minutes, and only the newest one', async () => {
  await using folder = await temporaryFolder();
  const old = await makeLoginToken(folder.path);
  const token = await makeLoginToken(folder.path);
  assert.equal(await useLoginToken(folder.path, old), false);
  assert.equal(await useLoginToken(folder.path, 'x'), false);
  assert.equal(await useLoginToken(folder.path, token), true);
  assert.equal(await useLoginToken(folder.path, token), false);
  const late = await makeLoginToken(folder.path);
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 601_000 });
  assert.equal(await useLoginToken(folder.path, late), false);
  mock.timers.reset();
});

test('R13: sessions outlive a restart, end after twelve hours, and are not made longer by a clock set back', async () => {
  await using folder = await temporaryFolder();
  const token = await (await Sessions.open(folder.path)).begin();
  const sessions = await Sessions.open(folder.path);
  assert.equal(sessions.isLive(token), true);
  assert.equal(sessions.isLive('x'), false);
  assert.doesNotMatch(
    await readFile(join(folder.path, 'sessions.json'), 'utf8'),
    new RegExp(token),
  );
  assert.equal((await stat(join(folder.path, 'sessions.json'))).mode & 0o777, 0o600);
  const now = Date.now();
  for (const [hours, isLive] of [
    [11, true],
    [13, false],
    [-24, false],
  ] as const) {
    mock.timers.enable({ apis: ['Date'], now: now + hours * 3_600_000 });
    assert.equal(sessions.isLive(token), isLive, `${hours} hours later`);
    mock.timers.reset();
  }
  await sessions.end(token);
  assert.equal((await Sessions.open(folder.path)).isLive(token), false);
});

test('sessions that cannot be read log everybody out, and no more', async () => {
  await using folder = await temporaryFolder();
  for (const text of ['', '{', '[]', '{"sessions": [1, {"hash": "x"}]}', '\0'.repeat(50)]) {
    await folder.write('sessions.json', text);
    assert.equal((await Sessions.open(folder.path)).isLive('x'), false);
  }
});

test('R47: after ten wrong secrets in a minute none is looked at for a minute, and then the right one is', () => {
  let now = 0;
  const attempts = new Attempts(() => now);
  for (let round = 0; round < 9; round++) attempts.noteWrong();
  assert.equal(attempts.isClosed, false);
  now = 61_000;
  for (let round = 0; round < 9; round++) attempts.noteWrong();
  assert.equal(attempts.isClosed, false, 'the first nine are forgotten');
  attempts.noteWrong();
  assert.equal(attempts.isClosed, true);
  now += 59_000;
  assert.equal(attempts.isClosed, true);
  now += 2000;
  assert.equal(attempts.isClosed, false);
});

test('R47: a thousand wrong secrets, by every way in, are answered without a look after the tenth', async () => {
  await using folder = await temporaryFolder();
  await folder.write('dist/index.html', '');
  await folder.write('images/none.txt', '');
  const logged: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void logged.push(line) });
  let now = 0;
  const attempts = new Attempts(() => now);
  await using server = await startServer(folder.path, join(folder.path, 'dist'), { log, attempts });
  const login = await server.logIn();
  const json = { 'Content-Type': 'application/json' };
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const counts = new Map<number, number>();
  for (let round = 0; round < 1000; round++) {
    const ways = [
      () => server.get('/api/jobs', { Authorization: `Bearer wrong-${round}` }),
      () => server.ask('POST', '/api/reload', form, `secret=wrong-${round}`),
      () => server.ask('POST', '/api/login', json, JSON.stringify({ secret: `wrong-${round}` })),
      () => server.ask('POST', '/api/login', json, JSON.stringify({ token: `wrong-${round}` })),
    ];
    const { status, headers } = (await ways[round % 4]?.()) ?? { status: 0, headers: {} };
    counts.set(status, (counts.get(status) ?? 0) + 1);
    if (status === 429) assert.equal(headers['retry-after'], '60');
  }
  assert.deepEqual(
    counts,
    new Map([
      [401, 10],
      [429, 990],
    ]),
  );
  const tryRight = () =>
    server.ask('POST', '/api/login', json, JSON.stringify({ secret: testSecret }));
  assert.equal((await tryRight()).status, 429, 'the right one is not looked at either');
  const { status } = await server.get('/api/jobs', { Cookie: login.cookie });
  assert.equal(status, 200, 'who is logged in stays so');
  now += 61_000;
  assert.equal((await tryRight()).status, 200, 'a minute later the right one is');
  assert.deepEqual(
    logged.map((line) => JSON.parse(line)).map(({ wrong, msg }) => [wrong, msg]),
    [[10, 'too many wrong secrets']],
  );
  assert.doesNotMatch(logged.join(''), /wrong-\d/);
});

test('R48: secrets are compared by their hashes, whatever their lengths', () => {
  assert.equal(isSameSecret('a', 'a'), true);
  for (const [a, b] of [
    ['a', 'b'],
    ['a', 'aa'],
    ['', 'a'],
    ['\u{1f98a}', '?'],
  ] as const) {
    assert.equal(isSameSecret(a, b), false);
  }
});

test('logging in sets a cookie that scripts and other sites do not get, and logging out ends the session', async () => {
  await using folder = await temporaryFolder();
  await folder.write('dist/index.html', '');
  await folder.write('images/none.txt', '');
  await using server = await startServer(folder.path, join(folder.path, 'dist'));
  const json = { 'Content-Type': 'application/json' };
  const { headers } = await server.ask(
    'POST',
    '/api/login',
    json,
    JSON.stringify({ secret: testSecret }),
  );
  const cookie = String(headers['set-cookie']);
  assert.match(
    cookie,
    /^hb-[0-9a-z]+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/,
  );
  assert.doesNotMatch(cookie, new RegExp(testSecret));
  const login = await server.logIn();
  const session = await server.get('/api/session', { Cookie: login.cookie });
  assert.deepEqual(JSON.parse(session.body), { isLoggedIn: true, token: login.token });
  assert.equal((await server.ask('POST', '/api/logout', server.asPage(login), '{}')).status, 200);
  const later = await server.get('/api/session', { Cookie: login.cookie });
  assert.deepEqual(JSON.parse(later.body), { isLoggedIn: false });
});
