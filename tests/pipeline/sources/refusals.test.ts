import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, userAgentOf } from '../../../pipeline/network/client.ts';
import { Booru } from '../../../pipeline/sources/booru.ts';
import type { BooruKind } from '../../../pipeline/sources/booru-kind.ts';
import { danbooruKind } from '../../../pipeline/sources/kinds/danbooru.ts';
import { e621Kind } from '../../../pipeline/sources/kinds/e621.ts';
import { gelbooruKind } from '../../../pipeline/sources/kinds/gelbooru.ts';
import { moebooruKind } from '../../../pipeline/sources/kinds/moebooru.ts';
import { type FakeKind, fakePost } from '../../fixtures/fake-booru/post.ts';
import { type FakeSiteOptions, fakeSite } from '../../fixtures/fake-booru/site.ts';
import { httpServer } from '../../fixtures/http-server.ts';
import { asItIs } from '../../fixtures/site-client.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;
const md5s = Array.from({ length: 300 }, (_, at) => at.toString(16).padStart(32, 'e'));
const wanted = [{ md5: md5s[0] ?? '' }];
const kinds: readonly (readonly [FakeKind, BooruKind])[] = [
  ['danbooru', danbooruKind(100)],
  ['e621', e621Kind(100)],
  ['moebooru', moebooruKind(100)],
  ['gelbooru', gelbooruKind('gelbooru')],
];

interface Manners {
  readonly userAgent?: string;
  readonly requestsPerSecond?: number;
  readonly hasKey?: boolean;
}

/** A booru of a kind that knows the first of the MD5s, and the site that plays it; `manners`: how it is asked. */
async function meet(
  [name, kind]: (typeof kinds)[number],
  { userAgent = userAgentOf('1.0.0', 'me'), requestsPerSecond = 10, hasKey = true }: Manners,
  options: Partial<FakeSiteOptions> = {},
) {
  const fake = await fakeSite({ kind: name, posts: [fakePost(md5s[0] ?? '', 7)], ...options });
  const isPaced = options.requestsPerSecond !== undefined;
  const client = new Client({ userAgent, ...(isPaced ? {} : { clock: virtualClock() }) });
  const secretQuery = [
    ['api_key', 'k'],
    ['user_id', '1'],
  ] as const;
  const site = client.site({
    url: fake.url,
    requestsPerSecond,
    ...(hasKey ? { secretQuery } : {}),
  });
  return {
    fake,
    site,
    booru: new Booru({ name, kind, site }),
    [Symbol.asyncDispose]: async () => {
      client[Symbol.dispose]();
      await fake[Symbol.asyncDispose]();
    },
  };
}

for (const kind of kinds) {
  const [name] = kind;
  for (const userAgent of ['node', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', 'HomeBooru']) {
    test(`${name} refuses whoever calls himself ${userAgent}, and that is no absence`, async () => {
      await using met = await meet(kind, { userAgent });
      assert.equal((await met.booru.byMd5(wanted, never)).get(md5s[0] ?? '')?.state, 'failed');
      assert.equal(met.site.rest?.failure, 'refused');
    });
  }

  test(`${name} is asked no faster than it allows; who asks faster is told so, and that is no absence`, async () => {
    await using polite = await meet(kind, { requestsPerSecond: 10 }, { requestsPerSecond: 20 });
    for (let count = 0; count < 3; count++) {
      const [finding] = (await polite.booru.byMd5(wanted, never)).values();
      assert.equal(finding?.state, 'found');
    }
    await using rude = await meet(kind, { requestsPerSecond: 1000 }, { requestsPerSecond: 0.1 });
    const states: (string | undefined)[] = [];
    for (let count = 0; count < 2; count++) {
      const [finding] = (await rude.booru.byMd5(wanted, never)).values();
      states.push(finding?.state);
    }
    assert.deepEqual(states, ['found', 'failed']);
    assert.equal(rude.site.rest?.failure, 'throttled');
  });

  test(`${name} refuses an address that no server takes, and that is no absence`, async () => {
    await using met = await meet(kind, {});
    const { path, query } = kind[1].byMd5s(md5s);
    const reply = await met.site.ask({ path, query }, asItIs, never);
    assert.ok(reply.kind === 'failed');
    assert.match(reply.reason, /^answered 400/);
  });
}

test('one malformed MD5 empties the answer of Danbooru: so it is never sent', async () => {
  await using met = await meet(['danbooru', danbooruKind(100)], {});
  const kind = danbooruKind(100);
  const { path, query } = kind.byMd5s([md5s[0] ?? '', 'no-md5']);
  const reply = await met.site.ask({ path, query }, asItIs, never);
  assert.deepEqual(reply, { kind: 'answered', status: 200, body: [] });
  const findings = await met.booru.byMd5([...wanted, { md5: 'no-md5' }], never);
  assert.deepEqual([...findings.keys()], [md5s[0]]);
  assert.equal(findings.get(md5s[0] ?? '')?.state, 'found');
});

test('Gelbooru without a key answers 401 and nothing else: that is a refusal, no absence', async () => {
  await using met = await meet(['gelbooru', gelbooruKind('gelbooru')], { hasKey: false });
  const [finding] = (await met.booru.byMd5(wanted, never)).values();
  assert.deepEqual(finding, { state: 'failed', reason: 'answered 401' });
  assert.equal(met.site.rest?.failure, 'refused');
});

test('a body that comes slowly, and whole, is an answer', async () => {
  await using server = await httpServer(async (_, response) => {
    for (const part of ['[{"id":7,"md5":"', md5s[0] ?? '', '","tag_string', '":"solo"}]']) {
      response.write(part);
      await pause(30);
    }
    response.end();
  });
  using client = new Client({ userAgent: 'x', clock: virtualClock() });
  const site = client.site({ url: server.url, requestsPerSecond: 10 });
  const booru = new Booru({ name: 'danbooru', kind: danbooruKind(100), site });
  assert.equal((await booru.byMd5(wanted, never)).get(md5s[0] ?? '')?.state, 'found');
});
