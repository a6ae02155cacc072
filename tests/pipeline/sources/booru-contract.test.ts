import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../catalog/answer.ts';
import { Client, userAgentOf } from '../../../pipeline/network/client.ts';
import { Booru } from '../../../pipeline/sources/booru.ts';
import type { BooruKind } from '../../../pipeline/sources/booru-kind.ts';
import { danbooruKind } from '../../../pipeline/sources/kinds/danbooru.ts';
import { e621Kind } from '../../../pipeline/sources/kinds/e621.ts';
import { gelbooruKind } from '../../../pipeline/sources/kinds/gelbooru.ts';
import { moebooruKind } from '../../../pipeline/sources/kinds/moebooru.ts';
import { faults } from '../../fixtures/fake-booru/faults.ts';
import { type FakeKind, fakePost, namesOf } from '../../fixtures/fake-booru/post.ts';
import { type FakeSite, fakeSite } from '../../fixtures/fake-booru/site.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;
const kinds: readonly (readonly [FakeKind, BooruKind])[] = [
  ['danbooru', danbooruKind(100)],
  ['e621', e621Kind(100)],
  ['moebooru', moebooruKind(100)],
  ['gelbooru', gelbooruKind('gelbooru')],
  ['gelbooru-0.2', gelbooruKind('0.2')],
];

function md5Of(number: number): string {
  return number.toString(16).padStart(32, 'a');
}

const post = fakePost(md5Of(1), 71, {
  tags: { artist: ['who'], character: ['whom'], general: ["grabbing_another's_arm", '__proto__'] },
});
const deleted = fakePost(md5Of(2), 72, { isDeleted: true });

/** Runs a test with a booru of a kind that knows two posts. */
async function withBooru(
  [name, kind]: (typeof kinds)[number],
  work: (booru: Booru, fake: FakeSite) => Promise<void>,
): Promise<void> {
  await using fake = await fakeSite({ kind: name, posts: [post, deleted] });
  using client = new Client({
    userAgent: userAgentOf('1.0.0', 'me'),
    clock: virtualClock(),
  });
  const site = client.site({
    url: fake.url,
    requestsPerSecond: 10,
    secretQuery: [
      ['api_key', 'KEY-OF-MINE'],
      ['user_id', '4711'],
    ],
  });
  await work(new Booru({ name, kind, site }), fake);
}

/** Asks about MD5s in as many calls as the booru wants. */
async function statesOf(booru: Booru, md5s: readonly string[]): Promise<readonly string[]> {
  const states: string[] = [];
  for (let at = 0; at < md5s.length; at += booru.batch) {
    const wanted = md5s.slice(at, at + booru.batch).map((md5) => ({ md5 }));
    const findings = await booru.byMd5(wanted, never);
    for (const { md5 } of wanted) states.push(findings.get(md5)?.state ?? 'not asked');
  }
  return states;
}

for (const kind of kinds) {
  const [name] = kind;
  test(`${name}: what it knows is found, deleted or not, and the rest is absent`, async () => {
    await withBooru(kind, async (booru, fake) => {
      const md5s = [md5Of(3), post.md5, md5Of(4), deleted.md5];
      assert.deepEqual(await statesOf(booru, md5s), ['absent', 'found', 'absent', 'found']);
      assert.equal(fake.requests.length, Math.ceil(4 / booru.batch));
    });
  });

  test(`${name}: an answer is kept without secrets and addresses of files, and read with its tags`, async () => {
    await withBooru(kind, async (booru) => {
      const finding = (await booru.byMd5([post], never)).get(post.md5);
      assert.ok(finding?.state === 'found');
      const text = JSON.stringify(finding.answer);
      assert.doesNotMatch(text, /_url|cdn|KEY-OF-MINE|4711|&#039;|&amp;/);
      const answer = readAnswer(finding.answer);
      assert.deepEqual([...(answer?.tags.keys() ?? [])].toSorted(), namesOf(post).toSorted());
      assert.equal(answer?.id, 71);
    });
  });

  test(`${name}: a malformed MD5 is never sent`, async () => {
    await withBooru(kind, async (booru, fake) => {
      for (const md5 of ['', 'x', `${post.md5}0`, post.md5.toUpperCase(), 'a,b']) {
        assert.equal((await booru.byMd5([{ md5 }], never)).size, 0);
      }
      assert.equal(fake.requests.length, 0);
    });
  });

  test(`${name}: a post is found by its id, and another id is absent`, async () => {
    await withBooru(kind, async (booru) => {
      const found = await booru.byId(71, never);
      assert.ok(found?.state === 'found');
      assert.equal(readAnswer(found.answer)?.id, 71);
      assert.deepEqual(await booru.byId(99, never), { state: 'absent' });
    });
  });

  test(`R62: ${name}: posts that nobody asked about make nothing absent`, async () => {
    await withBooru(kind, async (booru, fake) => {
      fake.posts.set(md5Of(5), fakePost(md5Of(6), 9));
      assert.deepEqual(await statesOf(booru, [md5Of(5)]), ['failed']);
    });
  });

  test(`R62: ${name}: no failure is ever an absence`, async () => {
    for (const fault of faults.keys()) {
      await withBooru(kind, async (booru, fake) => {
        fake.fault = () => fault;
        assert.deepEqual(await statesOf(booru, [post.md5]), ['failed'], fault);
        assert.equal(fake.requests.length, 1, fault);
      });
    }
  });
}

test('a hundred MD5s are one request, within what servers take', async () => {
  for (const kind of kinds.slice(0, 3)) {
    await withBooru(kind, async (booru, fake) => {
      const md5s = Array.from({ length: 100 }, (_, at) => md5Of(at));
      for (const md5 of md5s)
        fake.posts.set(md5, fakePost(md5, Number.parseInt(md5.slice(-6), 16) || 1e6));
      assert.deepEqual(new Set(await statesOf(booru, md5s)), new Set(['found']));
      assert.equal(fake.requests.length, 1);
      const [request] = fake.requests;
      assert.ok((request?.url.href.length ?? 0) < 8000);
    });
  }
});

test('sites that refuse in words, and addresses of something else, are soon left alone', async () => {
  for (const [kind, fault, failure] of [
    ['gelbooru-0.2', 'a text in 200', 'refused'],
    ['moebooru', 'an error in 200', 'glitch'],
  ] as const) {
    const entry = kinds.find(([name]) => name === kind);
    assert.ok(entry);
    await withBooru(entry, async (booru, fake) => {
      fake.fault = () => fault;
      for (let count = 0; count < 30; count++) await booru.byMd5([{ md5: post.md5 }], never);
      assert.ok(fake.requests.length <= 5, kind);
      assert.equal(booru.site.rest?.failure, failure);
    });
  }
});

test('one hidden post among many MD5s without measures is found in a few requests', async () => {
  const hidden = fakePost(md5Of(40), 73, { isHidden: true });
  const entry = kinds.find(([name]) => name === 'danbooru');
  assert.ok(entry);
  await withBooru(entry, async (booru, fake) => {
    fake.posts.set(hidden.md5, hidden);
    const wanted = Array.from({ length: 64 }, (_, at) => ({ md5: md5Of(at) }));
    const findings = await booru.byMd5(wanted, never);
    assert.equal(findings.size, 64);
    const found = [...findings].filter(([, { state }]) => state === 'found').map(([md5]) => md5);
    assert.deepEqual(found.toSorted(), [md5Of(40), md5Of(1), md5Of(2)]);
    assert.ok([...findings.values()].every(({ state }) => state !== 'failed'));
    assert.ok(fake.requests.length <= 14, `${fake.requests.length} requests`);
  });
});
