import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { withSauce } from '../../fixtures/sauce.ts';
import { readShared, sharedPath, skipWithout } from '../../fixtures/shared.ts';

const skip = skipWithout('fixtures/cloudflare');

/** Answers as Cloudflare does for a site that it shields. */
function challenge(response: ServerResponse): void {
  const { status, headers } = readShared(
    'fixtures/cloudflare/derived_403_challenge.headers.json',
  ) as {
    status: number;
    headers: Record<string, string>;
  };
  response.writeHead(status, headers);
  response.end(readFileSync(sharedPath('fixtures/cloudflare/derived_403_challenge.html')));
}

test("Cloudflare's page is a failure that is named, and makes SauceNAO rest", {
  skip,
}, async () => {
  await withSauce(challenge, async ({ ask, isResting }) => {
    const finding = await ask();
    assert.ok(finding?.state === 'failed');
    assert.match(finding.reason, /Cloudflare/);
    assert.ok(isResting());
  });
});

test("Cloudflare's page before a site that has the post costs no second search", {
  skip,
}, async () => {
  await withSauce(
    (response, count) => {
      if (count > 1) challenge(response);
      else
        response.end(
          '{"header":{"status":0},"results":[{"header":{"similarity":"90"},"data":{"danbooru_id":71}}]}',
        );
    },
    async ({ ask, search, danbooru }) => {
      danbooru.fault = (count) => (count === 1 ? '403 challenge' : undefined);
      assert.equal((await ask())?.state, 'failed');
      const again = await ask();
      assert.ok(again?.state === 'failed');
      assert.equal(again.reason, 'danbooru rests');
      assert.equal(search.requests.length, 1);
    },
  );
});
