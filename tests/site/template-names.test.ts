import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryCollection } from '../fixtures/collection.ts';
import { InlinePool } from '../fixtures/faults/inline-pool.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test("R56: files and folders named as Eleventy's among the pictures are no templates, and nothing of them runs", async () => {
  await using pool = new InlinePool();
  await using folder = await temporaryFolder();
  const addresses: string[][] = [];
  for (const places of [
    ['_data/a.png', '_includes/b.png', 'node_modules/c.png'],
    ['x/a.png', 'y/b.png', 'z/c.png'],
  ]) {
    await using collection = await temporaryCollection(pool);
    for (const [seed, place] of places.entries()) await collection.picture(place, seed, seed);
    const mark = join(folder.path, 'ran');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');`;
    if (places[0] === '_data/a.png') {
      for (const name of ['page.11ty.cjs', '_data/site.cjs', '.eleventy.js', 'eleventy.config.cjs'])
        await collection.put(`images/${name}`, code);
      await collection.put('images/page.njk', '---\npermalink: /evil.html\n---\n{{ 1 + 1 }}');
      await collection.put('images/index.html', '<p>evil');
      await collection.put('images/post.json', '{ "permalink": "/evil.html" }');
    }
    await collection.process();
    const out = join(folder.path, String(addresses.length));
    const { posts, problems } = await siteOf(collection.path, out);
    assert.deepEqual([posts, problems, existsSync(mark)], [3, [], false]);
    const plain = (address: string): string => address.replace(/[0-9a-f]{8,}|-\w{8}(?=\.)/g, '*');
    addresses.push([...filesOf(out).keys()].map(plain).toSorted());
  }
  assert.deepEqual(addresses[0], addresses[1]);
});
