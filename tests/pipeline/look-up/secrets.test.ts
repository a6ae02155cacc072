import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { type FakedCollection, fakedCollection } from '../../fixtures/collection-with-fakes.ts';
import { fakeSearch, sauceHit, sendHits } from '../../fixtures/fake-search.ts';
import { httpServer, type SeenRequest, sendJson } from '../../fixtures/http-server.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const keys = {
  DANBOORU_LOGIN: 'SECRET-LOGIN',
  DANBOORU_API_KEY: 'SECRET-DANBOORU',
  GELBOORU_API_KEY: 'SECRET-KEY',
  GELBOORU_USER_ID: 'SECRET-USER',
  SAUCENAO_API_KEY: 'SECRET-SAUCE',
};

/** All that a request tells of who asks, in words. */
function echoOf({ url, headers }: SeenRequest): string {
  const login = Buffer.from((headers.authorization ?? '').slice(6), 'base64').toString();
  const told = `${url.searchParams.get('api_key')} ${url.searchParams.get('user_id')} ${login}`;
  return `no entry ${'x'.repeat(170)} for ${told} ${headers.authorization} ${url.href}`;
}

function assertSilent({ collection }: FakedCollection, told: unknown): void {
  for (const place of [...collection.everyFile().keys(), '.homebooru/cache/library.db']) {
    const text = readFileSync(join(collection.path, place), 'latin1');
    assert.doesNotMatch(text, /SECRET-|U0VDUkVULUxPR0lO/, place);
  }
  assert.doesNotMatch(JSON.stringify(told), /SECRET-|U0VDUkVULUxPR0lO/);
}

for (const [what, status, bodyOf] of [
  ['in a text', 200, (echo: string) => echo],
  ['in a refusal', 403, (message: string) => ({ success: false, message })],
  ['in an error', 500, (reason: string) => ({ reason })],
  [
    'in what a search says',
    200,
    (message: string) => ({
      header: { status: -3, message, [message]: 1 },
      results: [],
    }),
  ],
] as const) {
  test(`R69: no secret reaches a record, a message or the state folder from sites that echo it ${what}`, async () => {
    await using echoing = await httpServer((request, response) =>
      sendJson(response, bodyOf(echoOf(request)), status),
    );
    await using faked = await fakedCollection(pool, 2, () => false, {
      more: [
        `  iqdb: { enabled: true, url: "${echoing.url}", requestsPerSecond: 10 }`,
        `  saucenao: { enabled: true, url: "${echoing.url}/sauce" }`,
        `  rule34: { enabled: true, url: "${echoing.url}", requestsPerSecond: 10 }`,
        '',
      ].join('\n'),
    });
    const before = { ...process.env };
    Object.assign(process.env, keys, { RULE34_API_KEY: 'SECRET-34', RULE34_USER_ID: 'SECRET-U' });
    try {
      const { notices, problems } = await faked.run();
      assert.ok(echoing.requests.length > 0);
      assertSilent(faked, [notices, problems]);
      await faked.collection.put(
        'homebooru.yaml',
        [
          'sources:',
          ...['e621', 'yandere', 'gelbooru'].map((name) => `  ${name}: { enabled: false }`),
          `  danbooru: { url: "${echoing.url}/d", requestsPerSecond: 10 }`,
          '  tagger: { enabled: false }',
          '',
        ].join('\n'),
      );
      const again = await faked.run({ lookUp: { retry: 'absent' } });
      assertSilent(faked, [again.notices, again.problems]);
    } finally {
      for (const name of Object.keys({ ...keys, RULE34_API_KEY: '', RULE34_USER_ID: '' })) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  });
}

test('R69: nor from a search that echoes the key in its hits', async () => {
  await using search = await fakeSearch((response) =>
    sendHits(response, [sauceHit('20', { danbooru_id: 1, creator: 'SECRET-SAUCE' })], {
      message: 'SECRET-SAUCE',
    }),
  );
  await using faked = await fakedCollection(pool, 1, () => false, {
    more: `  saucenao: { enabled: true, url: "${search.url}" }\n`,
  });
  process.env['SAUCENAO_API_KEY'] = keys.SAUCENAO_API_KEY;
  try {
    const { sources, notices } = await faked.run();
    assert.equal(sources['saucenao']?.absent, 1);
    assertSilent(faked, notices);
  } finally {
    delete process.env['SAUCENAO_API_KEY'];
  }
});
