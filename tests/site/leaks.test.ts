import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { readSecret } from '../../sidecar/security/secret.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { runProgram } from '../fixtures/program.ts';
import { filesOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const secrets = {
  HOMEBOORU_SECRET: 'marked-secret-1',
  RELOAD_SECRET: 'marked-secret-2',
  SAUCENAO_API_KEY: 'marked-secret-3',
  GELBOORU_API_KEY: 'marked-secret-4',
  GELBOORU_USER_ID: 'marked-secret-5',
  DANBOORU_LOGIN: 'marked-secret-6',
  DANBOORU_API_KEY: 'marked-secret-7',
  E621_LOGIN: 'marked-secret-8',
  E621_API_KEY: 'marked-secret-9',
};

test('R71: nothing in a site tells a secret, a folder or the name of the machine, and small pictures no place', async () => {
  await using pool = new DecoderPool(15, 1);
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  const place = { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W' };
  const photo = await sharp({
    create: { width: 40, height: 30, channels: 3, background: 'teal' },
  })
    .withExif({ IFD0: { Artist: 'marked-artist' }, IFD3: place })
    .jpeg()
    .toBuffer();
  assert.ok(photo.includes('marked-artist'));
  await collection.put('images/holiday.jpg', photo);
  await collection.picture('a.png', 1, 1);
  await collection.put('images/broken.png', 'no picture', 2);
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}`);
  await collection.put('.env', lines.join('\n'));
  const state = join(collection.path, '.homebooru');
  const chosen = process.env['HOMEBOORU_SECRET'];
  delete process.env['HOMEBOORU_SECRET'];
  const made = await readSecret(state);
  if (chosen !== undefined) process.env['HOMEBOORU_SECRET'] = chosen;
  const site = join(folder.path, 'site');
  const words = ['build', '--collection', collection.path, '--out', site, '--offline'];
  const { code, error } = await runProgram(words, secrets);
  assert.equal(code, 1, error);
  const told: readonly string[] = [
    'marked-secret',
    made,
    collection.path,
    folder.path,
    homedir(),
    import.meta.dirname,
  ].filter((text) => text.length > 4);
  const names = [hostname(), userInfo().username].filter((name) => name.length > 4);
  for (const address of filesOf(site).keys()) {
    const bytes = readFileSync(join(site, address));
    for (const text of told) assert.ok(!bytes.includes(text), `${address}: ${text}`);
    if (/\.(html|js|css|xml|json|webmanifest)$/.test(address)) {
      for (const name of names) assert.doesNotMatch(String(bytes), new RegExp(`\\b${name}\\b`));
    }
    if (!/^(thumbs|previews)\//.test(address)) continue;
    const { exif, xmp, iptc } = await sharp(bytes).metadata();
    assert.deepEqual([exif, xmp, iptc], [undefined, undefined, undefined], address);
  }
});
