import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../catalog/answer.ts';
import { newRecord } from '../../../catalog/record.ts';
import { Client, userAgentOf } from '../../../pipeline/network/client.ts';
import { Iqdb } from '../../../pipeline/sources/iqdb/iqdb.ts';
import type { Finding } from '../../../pipeline/sources/source.ts';
import { faults } from '../../fixtures/fake-booru/faults.ts';
import { fakePost, formatPost } from '../../fixtures/fake-booru/post.ts';
import { type FakeSearch, fakeSearch } from '../../fixtures/fake-search.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { readShared, skipWithout } from '../../fixtures/shared.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;
const upload = new File(['small jpeg'], 'picture.jpg', { type: 'image/jpeg' });

async function withIqdb(
  answer: FakeSearch['answer'],
  work: (
    ask: (name?: string) => Promise<Finding | undefined>,
    search: FakeSearch,
    source: Iqdb,
  ) => Promise<void>,
  render: () => Promise<{ file: File } | { reason: string }> = async () => ({ file: upload }),
): Promise<void> {
  await using search = await fakeSearch(answer);
  using client = new Client({
    userAgent: userAgentOf('1.0.0', 'me'),
    clock: virtualClock(),
  });
  const site = client.site({
    url: search.url,
    requestsPerSecond: 10,
    login: { name: 'somebody', password: 'PASSW0RD' },
  });
  const source = new Iqdb({ site, threshold: 70, render });
  await work(
    async (name = 'd') => {
      const md5 = name.repeat(32);
      return (await source.lookUp([{ md5, record: newRecord(md5), paths: ['/x.png'] }], never)).get(
        md5,
      );
    },
    search,
    source,
  );
}

function hit(id: number, score: unknown): object {
  return {
    hash: 'iqdb_0',
    post_id: id,
    score,
    post: formatPost('danbooru', fakePost('a'.repeat(32), id)),
  };
}

test('the post that is most alike is the match, with its score, whatever the order', async () => {
  await withIqdb(
    (response) => sendJson(response, [hit(5, 20.1), hit(6, 71), hit(7, 92.16), hit(8, 70)], 201),
    async (ask, search) => {
      const finding = await ask();
      assert.ok(finding?.state === 'matched');
      assert.equal(finding.matches.length, 1);
      const [match] = finding.matches;
      assert.deepEqual(
        [match?.source, match?.how, match?.similarity],
        ['danbooru', 'similar', 92.16],
      );
      assert.equal(readAnswer(match?.answer)?.id, 7);
      assert.doesNotMatch(JSON.stringify(match), /_url|cdn/);
      assert.equal(search.requests[0]?.url.pathname, '/iqdb_queries.json');
      assert.deepEqual(
        search.uploads.map(({ field, type }) => [field, type]),
        [['search[file]', 'image/jpeg']],
      );
    },
  );
});

test('what is hardly alike, nothing, and hits of no form are absences', async () => {
  for (const hits of [[], [hit(1, 69.99)], [hit(1, 'x'), hit(2, 1e9), null, { score: 99 }]]) {
    await withIqdb(
      (response) => sendJson(response, hits),
      async (ask) => assert.deepEqual(await ask(), { state: 'absent' }),
    );
  }
});

test("Danbooru's recorded answer is read", {
  skip: skipWithout('fixtures/danbooru/derived_iqdb_queries.json'),
}, async () => {
  await withIqdb(
    (response) => sendJson(response, readShared('fixtures/danbooru/derived_iqdb_queries.json')),
    async (ask) => {
      const finding = await ask();
      assert.ok(finding?.state === 'matched');
      const answer = readAnswer(finding.matches[0]?.answer);
      assert.equal(answer?.tags.get('jasper_xandros'), 'artist');
      assert.equal(answer?.tags.size, 21);
    },
  );
});

test('where it refuses to search, it says so, is left alone for the run, and its host is not', async () => {
  const message = 'Access denied to somebody with PASSW0RD';
  await withIqdb(
    (response) => sendJson(response, { success: false, message }, 403),
    async (ask, search, source) => {
      assert.equal(await ask(), undefined);
      assert.equal(source.refusal, 'answered 403: Access denied to … with …');
      assert.equal(await ask('e'), undefined);
      assert.equal(search.requests.length, 1);
      assert.equal(source.site.restsUntil, undefined);
    },
  );
});

test('a picture that cannot be rendered is a failure, and nothing is sent', async () => {
  await withIqdb(
    (response) => sendJson(response, []),
    async (ask, search) => {
      assert.deepEqual(await ask(), { state: 'failed', reason: 'is broken' });
      assert.equal(search.requests.length, 0);
    },
    async () => ({ reason: 'is broken' }),
  );
});

test('no failure is ever an absence', async () => {
  for (const [name, fault] of faults) {
    await withIqdb(
      (response) => fault(response),
      async (ask, _search, source) => {
        const state = (await ask())?.state ?? source.refusal?.slice(0, 8);
        assert.ok(state === 'failed' || state === 'answered', name);
      },
    );
  }
});
