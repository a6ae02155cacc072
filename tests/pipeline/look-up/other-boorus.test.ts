import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { fakedCollection } from '../../fixtures/collection-with-fakes.ts';
import { fakePost } from '../../fixtures/fake-booru/post.ts';
import { fakeSite } from '../../fixtures/fake-booru/site.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

test('a booru of a known kind is a few lines of settings, and a shipped one a word', async () => {
  await using mine = await fakeSite({ kind: 'e621' });
  await using safebooru = await fakeSite({ kind: 'gelbooru-0.2' });
  const more =
    `  mine: { kind: e621, url: "${mine.url}/sub/path", requestsPerSecond: 10, batch: 2 }\n` +
    `  safebooru: { enabled: true, url: "${safebooru.url}", requestsPerSecond: 10 }\n` +
    '  rule34: { enabled: true }\n';
  await using faked = await fakedCollection(
    pool,
    4,
    (name, at) => name === 'danbooru' && at === 0,
    {
      more,
    },
  );
  const [first = '', second = '', third = ''] = faked.md5s;
  mine.posts.set(second, fakePost(second, 5));
  safebooru.posts.set(third, fakePost(third, 6));
  const { sources, notices } = await faked.run();
  assert.equal(mine.requests[0]?.url.pathname, '/sub/path/posts.json');
  assert.equal(mine.requests.length, 2);
  assert.deepEqual(sources['mine'], { requests: 2, found: 1, absent: 3, failed: 0 });
  assert.deepEqual(sources['safebooru'], { requests: 2, found: 1, absent: 1, failed: 0 });
  assert.deepEqual(faked.sites.gelbooru.asked, safebooru.asked, 'both are asked for the rest');
  assert.deepEqual([...(await faked.collection.record(second)).sources.keys()], ['mine']);
  assert.deepEqual([...(await faked.collection.record(first)).sources.keys()], ['danbooru']);
  assert.deepEqual(notices, [
    'rule34: not asked about 2 posts: it wants RULE34_API_KEY and RULE34_USER_ID',
  ]);
});
