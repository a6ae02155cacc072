import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { newRecord } from '../../catalog/record.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { readSettings } from '../../pipeline/settings/settings.ts';
import { uploadRenderer } from '../../pipeline/sources/upload.ts';
import { png } from '../fixtures/png.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

/** Renders the upload of a file; nothing else is left behind. */
async function uploadOf(content: Uint8Array, settings = '') {
  await using folder = await temporaryFolder();
  await folder.write('homebooru.yaml', settings);
  const path = join(folder.path, 'my secret name.png');
  writeFileSync(path, content);
  await folder.write('.homebooru/cache/uploads/left.jpg', 'of a run that was killed');
  const render = uploadRenderer(await readSettings(folder.path, true), pool);
  const md5 = 'd'.repeat(32);
  const upload = await render({ md5, record: newRecord(md5), paths: [path] });
  assert.deepEqual(readdirSync(join(folder.path, '.homebooru/cache/uploads')), []);
  if (!('file' in upload)) return upload;
  assert.deepEqual([upload.file.name, upload.file.type], ['picture.jpg', 'image/jpeg']);
  return { bytes: Buffer.from(await upload.file.arrayBuffer()) };
}

test('an upload is a JPEG of at most 1000 pixels, turned upright, without metadata', async () => {
  const picture = await sharp(png(5, { width: 40, height: 2000 }))
    .withExif({ IFD0: { Copyright: 'me' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const upload = await uploadOf(picture);
  assert.ok('bytes' in upload);
  const { format, width, height, exif, icc, xmp } = await sharp(upload.bytes).metadata();
  assert.deepEqual([format, width, height], ['jpeg', 1000, 20]);
  assert.deepEqual([exif, icc, xmp], [undefined, undefined, undefined]);
});

test('what is transparent is white, and of what moves the first frame is sent', async () => {
  const clear = {
    width: 8,
    height: 8,
    channels: 4,
    background: { r: 0, g: 0, b: 0, alpha: 0 },
  } as const;
  const frame = await sharp({ create: clear }).png().toBuffer();
  const moving = await sharp([frame, png(1, { width: 8, height: 8 })], { join: { animated: true } })
    .webp({ loop: 0 })
    .toBuffer();
  for (const picture of [frame, moving]) {
    const upload = await uploadOf(picture);
    assert.ok('bytes' in upload);
    const { data, info } = await sharp(upload.bytes).raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height, data[0], data[1], data[2]], [8, 8, 255, 255, 255]);
  }
});

test('a picture beyond the limits, and one that is none, give a reason and no upload', async () => {
  const wide = await uploadOf(png(1, { width: 200, height: 200 }), 'limits: { pixels: 100 }\n');
  assert.ok('reason' in wide && wide.reason.length > 0);
  const none = await uploadOf(Buffer.from('no picture'));
  assert.ok('reason' in none && none.reason.length > 0);
});
