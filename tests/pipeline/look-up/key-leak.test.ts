import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { fakedCollection } from '../../fixtures/collection-with-fakes.ts';
import { fakePost } from '../../fixtures/fake-booru/post.ts';
import { fakeSearch, sauceHit, sendHits } from '../../fixtures/fake-search.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const program = join(import.meta.dirname, '../../../pipeline/homebooru.js');
const keys = {
  DANBOORU_LOGIN: 'SECRET-LOGIN',
  DANBOORU_API_KEY: 'SECRET-DANBOORU',
  E621_LOGIN: 'SECRET-FOX',
  E621_API_KEY: 'SECRET-E621',
  GELBOORU_API_KEY: 'SECRET-KEY',
  GELBOORU_USER_ID: 'SECRET-USER',
  SAUCENAO_API_KEY: 'SECRET-SAUCE',
};
/** The marked keys, also as HTTP Basic and as an address carry them. */
const marks = [
  'SECRET-',
  ...[
    ['SECRET-LOGIN', 'SECRET-DANBOORU'],
    ['SECRET-FOX', 'SECRET-E621'],
  ].map((login) => Buffer.from(login.join(':')).toString('base64').slice(0, 20)),
];

function leaksIn(content: string): readonly string[] {
  return marks.filter((mark) => content.includes(mark));
}

test('R69: no key is in a record, the state, the site, or what the program prints, though sites echo them', async () => {
  await using saucenao = await fakeSearch((response) =>
    sendHits(response, [sauceHit('20', { danbooru_id: 1, creator: 'SECRET-SAUCE' })]),
  );
  await using faked = await fakedCollection(pool, 4, () => false, {
    more: `  saucenao: { enabled: true, url: "${saucenao.url}" }\n`,
  });
  const { collection, sites, md5s } = faked;
  const [first = '', second = ''] = md5s;
  // Each echoes only what it was sent itself.
  for (const [site, md5, key] of [
    [sites.danbooru, first, keys.DANBOORU_API_KEY],
    [sites.gelbooru, second, keys.GELBOORU_API_KEY],
  ] as const) {
    site.posts.set(md5, fakePost(md5, 7, { tags: { general: ['solo', key], artist: [key] } }));
  }
  sites.e621.fault = () => '401';
  await using out = await temporaryFolder();
  const child = spawn(
    process.execPath,
    [program, 'build', '--collection', collection.path, '--out', join(out.path, 'dist'), '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...keys } },
  );
  const [said, warned, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  assert.equal(code, 1, 'that e621 refuses the key is a problem');
  assert.match(said, /"danbooru":\{"requests":1,"found":1/);
  assert.match(warned, /sources\.e621/);
  assert.deepEqual(leaksIn(said + warned), []);
  for (const folder of [collection.path, out.path]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = readFileSync(join(entry.parentPath, entry.name), 'latin1');
      assert.deepEqual(leaksIn(content), [], join(entry.parentPath, entry.name));
    }
  }
});
