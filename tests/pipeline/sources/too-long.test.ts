import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, userAgentOf } from '../../../pipeline/network/client.ts';
import { Booru } from '../../../pipeline/sources/booru.ts';
import { danbooruKind } from '../../../pipeline/sources/kinds/danbooru.ts';
import { fakePost } from '../../fixtures/fake-booru/post.ts';
import { type FakeSite, fakeSite } from '../../fixtures/fake-booru/site.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;
const md5s = Array.from({ length: 100 }, (_, at) => at.toString(16).padStart(32, 'c'));
const endless = { general: ['x'.repeat(300_000)] };

/** Asks a booru that knows all about a hundred pictures, `isEndless` of whose posts say too much. */
async function withBooru(
  isEndless: (at: number) => boolean,
  work: (booru: Booru, fake: FakeSite) => Promise<void>,
): Promise<void> {
  const posts = md5s.map((md5, at) =>
    fakePost(md5, at + 1, isEndless(at) ? { tags: endless } : {}),
  );
  await using fake = await fakeSite({ kind: 'danbooru', posts });
  using client = new Client({
    userAgent: userAgentOf('1.0.0', 'me'),
    clock: virtualClock(),
    limits: { bytes: 200_000 },
  });
  const site = client.site({ url: fake.url, requestsPerSecond: 10 });
  await work(new Booru({ name: 'danbooru', kind: danbooruKind(100), site }), fake);
}

for (const place of [0, 42, 99]) {
  test(`R64: a post without end at place ${place} fails alone, and its batch costs twenty requests more`, async () => {
    await withBooru(
      (at) => at === place,
      async (booru, fake) => {
        const findings = await booru.byMd5(
          md5s.map((md5) => ({ md5 })),
          never,
        );
        const failed = md5s.filter((md5) => findings.get(md5)?.state !== 'found');
        assert.deepEqual(failed, [md5s[place]]);
        assert.equal(fake.requests.length, 21);
        assert.match(JSON.stringify(findings.get(md5s[place] ?? '')), /failed.*answered more than/);
      },
    );
  });
}

test('R64: a site that always says too much rests after five answers', async () => {
  await withBooru(
    () => true,
    async (booru, fake) => {
      const findings = await booru.byMd5(
        md5s.map((md5) => ({ md5 })),
        never,
      );
      assert.equal(fake.requests.length, 5);
      assert.ok(booru.site.restsUntil);
      assert.ok([...findings.values()].every(({ state }) => state === 'failed'));
    },
  );
});
