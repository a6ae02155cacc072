import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gelbooruTags } from '../../../pipeline/sources/gelbooru-tags.ts';
import { LearnedTags } from '../../../pipeline/sources/learned-tags.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { withSite } from '../../fixtures/site-client.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const never = new AbortController().signal;

test('a name that the site does not know is asked about once a run', async () => {
  await using folder = await temporaryFolder();
  await withSite(
    (_request, response) =>
      sendJson(response, { '@attributes': {}, tag: [{ name: 'solo', type: 0 }] }),
    async ({ site, requests }) => {
      const complete = gelbooruTags(site, await LearnedTags.open(folder.path, 'gelbooru'));
      for (let count = 0; count < 3; count++) {
        const row = await complete({ answer: { tags: 'solo unheard_of' } }, never);
        assert.ok('answer' in row);
        assert.deepEqual(row.answer['tag_types'], { solo: 'general' });
      }
      assert.equal(requests.length, 1);
    },
  );
});

test('what was learned is kept on the way, not only at the end', async () => {
  await using folder = await temporaryFolder();
  await withSite(
    ({ url }, response) => {
      const names = url.searchParams.get('names')?.split(' ') ?? [];
      const tag = names.map((name) => ({ name, type: 1 }));
      sendJson(response, { '@attributes': {}, tag });
    },
    async ({ site }) => {
      const complete = gelbooruTags(site, await LearnedTags.open(folder.path, 'gelbooru'));
      const names = Array.from({ length: 250 }, (_, at) => `tag_${at}`);
      await complete({ answer: { tags: names.join(' ') } }, never);
      const kept = await LearnedTags.open(folder.path, 'gelbooru');
      assert.equal(kept.typeOf('tag_0'), 'artist');
    },
  );
});
