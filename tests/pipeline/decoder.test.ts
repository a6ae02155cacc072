import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { Measures } from '../../catalog/measures.ts';
import { DecodeError, DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { png, pngChunk } from '../fixtures/png.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const sizes = { grid: 40, preview: 100, quality: 85 };

interface Rendered {
  readonly measures: Measures;
  readonly thumbnail: string;
  readonly preview: string;
}

async function render(
  folder: TemporaryFolder,
  name: string,
  content: Uint8Array,
  decoders = pool,
): Promise<Rendered> {
  const path = await folder.write(name, content);
  const { format } = await decoders.run({ kind: 'hash', path });
  assert.ok(format, `${name} is no picture`);
  const thumbnail = join(folder.path, `${name}.thumb.webp`);
  const preview = join(folder.path, `${name}.preview.webp`);
  const pixels = 100_000_000;
  const job = { kind: 'render', path, format, thumbnail, preview, sizes, pixels } as const;
  return { measures: await decoders.run(job), thumbnail, preview };
}

/** A picture whose left half is red and whose right half is green. */
function halves(width: number, height: number) {
  const create = { width, height, channels: 3, background: '#00ff00' } as const;
  const red = { create: { ...create, width: width / 2, background: '#ff0000' } };
  return sharp({ create }).composite([{ input: red, left: 0, top: 0 }]);
}

const formats = ['jpeg', 'png', 'gif', 'webp', 'avif'] as const;
test('R25: every format is known by its content, whatever its name says', async () => {
  await using folder = await temporaryFolder();
  for (const format of formats) {
    const content = await halves(60, 20).toFormat(format).toBuffer();
    const { measures } = await render(folder, `${format}.jpg`, content);
    assert.equal(measures.format, format);
    assert.deepEqual([measures.width, measures.height, measures.frames], [60, 20, 1]);
    assert.equal(measures.bytes, content.length);
    assert.match(measures.dhash, /^[0-9a-f]{16}$/);
    assert.ok(measures.thumbhash.length > 10);
  }
});

test('R27: a picture is turned as its EXIF says, and measured so', async () => {
  await using folder = await temporaryFolder();
  const content = await halves(60, 20).withMetadata({ orientation: 6 }).png().toBuffer();
  const { measures, preview } = await render(folder, 'turned.png', content);
  assert.deepEqual([measures.width, measures.height], [20, 60]);
  const { data, info } = await sharp(preview)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [20, 60]);
  const [red = 0, green = 0] = data.subarray((5 * 20 + 10) * 3);
  assert.ok(red > 200 && green < 60, 'its left is up');
  assert.equal((await sharp(preview).metadata()).orientation, undefined);
});

test('small versions fit their sizes, and a small picture is never enlarged', async () => {
  await using folder = await temporaryFolder();
  const large = await render(folder, 'large.png', await halves(300, 150).png().toBuffer());
  const small = await render(folder, 'small.png', png(1, { width: 8, height: 4 }));
  const sizeOf = async (path: string) => {
    const { width, height } = await sharp(path).metadata();
    return [width, height];
  };
  assert.deepEqual(await sizeOf(large.thumbnail), [40, 20]);
  assert.deepEqual(await sizeOf(large.preview), [100, 50]);
  assert.deepEqual(await sizeOf(small.thumbnail), [8, 4]);
  assert.deepEqual(await sizeOf(small.preview), [8, 4]);
});

test('R27: transparency is kept', async () => {
  await using folder = await temporaryFolder();
  const create = { width: 20, height: 20, channels: 4, background: '#ff000080' } as const;
  const { thumbnail, preview } = await render(
    folder,
    'a.png',
    await sharp({ create }).png().toBuffer(),
  );
  for (const path of [thumbnail, preview]) {
    const pixels = await sharp(path).ensureAlpha().raw().toBuffer();
    assert.ok(Math.abs((pixels[3] ?? 0) - 128) < 4, `alpha ${pixels[3]}`);
  }
});

async function animation(format: 'gif' | 'webp', frames: number): Promise<Buffer> {
  const colours = Array.from({ length: frames }, (_, at) => [at * 60, 255 - at * 60, 99]).flatMap(
    (colour) => Array.from({ length: 16 * 8 }, () => colour).flat(),
  );
  const raw = { width: 16, height: 8 * frames, channels: 3, pageHeight: 8 } as const;
  return sharp(Buffer.from(colours), { raw })[format]({ delay: 100, loop: 0 }).toBuffer();
}

for (const format of ['gif', 'webp'] as const) {
  test(`an animated ${format} has an animated preview of as many frames, and a still thumbnail`, async () => {
    await using folder = await temporaryFolder();
    const content = await animation(format, 4);
    const { measures, preview, thumbnail } = await render(folder, `a.${format}`, content);
    assert.deepEqual([measures.width, measures.height, measures.frames], [16, 8, 4]);
    assert.equal((await sharp(preview).metadata()).pages, 4);
    assert.equal((await sharp(thumbnail).metadata()).pages ?? 1, 1);
  });
}

test('the frames of an animated PNG are counted', async () => {
  await using folder = await temporaryFolder();
  const { measures } = await render(folder, 'a.png', png(5, { frames: 3 }));
  assert.equal(measures.frames, 3);
});

test('R22: a truncated JPEG is shown as far as it goes, and marked as damaged', async () => {
  await using folder = await temporaryFolder();
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const create = { width: 200, height: 200, channels: 3, background: '#888', noise } as const;
  const whole = await sharp({ create }).jpeg().toBuffer();
  const { measures, thumbnail } = await render(
    folder,
    'a.jpg',
    whole.subarray(0, whole.length / 2),
  );
  assert.ok(measures.damaged);
  assert.equal((await sharp(thumbnail).metadata()).width, 40);
});

/** A header that promises much, and hardly a byte of pixels. */
function bomb(width: number, height: number, interlaced = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([16, 6, 0, 0, interlaced], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(Buffer.alloc(1000)))];
  return Buffer.concat([signature, ...chunks, pngChunk('IEND')]);
}

const bombs: readonly (readonly [name: string, content: Buffer, reason: RegExp])[] = [
  ['too many pixels', bomb(20_000, 20_000), /20000×20000 pixels; the limit is 100000000/],
  ['too long', bomb(70_000, 1), /70000×1: too long/],
  ['too thin', bomb(30_000, 100), /too thin/],
  ['interlaced', bomb(9000, 9000, 1), /interlaced/],
];
for (const [name, content, reason] of bombs) {
  test(`R21: a bomb (${name}) is refused at once`, async () => {
    await using folder = await temporaryFolder();
    const begin = performance.now();
    await assert.rejects(
      render(folder, 'bomb.png', content),
      (error) => error instanceof DecodeError && reason.test(error.message),
    );
    assert.ok(performance.now() - begin < 5000);
    assert.deepEqual(readdirSync(folder.path), ['bomb.png']);
  });
}

test('R21: a picture that takes too long is given up, and the next one is decoded', async () => {
  await using folder = await temporaryFolder();
  await using hasty = new DecoderPool(0.001, 1);
  const path = await folder.write('a.png', png(1));
  const isRefused = (error: unknown): boolean =>
    error instanceof DecodeError &&
    error.message === 'nothing has come of it for 0.001 s' &&
    // The disk may be at fault: the next run looks again.
    !error.isLasting;
  await assert.rejects(hasty.run({ kind: 'hash', path }), isRefused);
  await assert.rejects(hasty.run({ kind: 'hash', path }), isRefused);
});

test('a file that is not there is an error, not a dead decoder', async () => {
  await assert.rejects(pool.run({ kind: 'hash', path: '/nowhere/a.png' }), /ENOENT/);
});

/** The processes that this one has started. */
function childrenNow(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
        return parent === process.pid ? [Number(name)] : [];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

const skip = process.platform === 'linux' ? false : 'needs /proc';
test('R23: a decoder that is killed at work is replaced, and its picture decoded', {
  skip,
}, async () => {
  await using folder = await temporaryFolder();
  await using own = new DecoderPool(15, 1);
  const before = new Set(childrenNow());
  const content = await halves(4000, 3000).png().toBuffer();
  const begun = render(folder, 'a.png', content, own);
  for (let killed = false; !killed; ) {
    await new Promise((resolve) => setImmediate(resolve));
    for (const pid of childrenNow().filter((child) => !before.has(child))) {
      process.kill(pid, 'SIGKILL');
      killed = true;
    }
  }
  assert.equal((await begun).measures.width, 4000);
});

test('R23: decoders that are killed while idle are replaced, and no picture is blamed', {
  skip,
}, async () => {
  await using folder = await temporaryFolder();
  const before = new Set(childrenNow());
  await using own = new DecoderPool(15, 3);
  const path = await folder.write('a.png', png(1));
  const job = { kind: 'hash', path } as const;
  await Promise.all([own.run(job), own.run(job), own.run(job)]);
  for (const pid of childrenNow().filter((child) => !before.has(child)))
    process.kill(pid, 'SIGKILL');
  assert.equal((await own.run(job)).format, 'png');
});
