import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import type { Descriptor } from '../../../pipeline/tagger/descriptor.ts';
import { png } from '../../fixtures/png.ts';
import { shippedDescriptor, testTagger } from '../../fixtures/tagger.ts';
import { type TemporaryFolder, temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { writeTinyModel } from '../../fixtures/tiny-tagger.ts';

let folder: TemporaryFolder;
let tiny: Descriptor;
before(async () => {
  folder = await temporaryFolder();
  tiny = await writeTinyModel(folder.path, await shippedDescriptor('camie-tagger-v2'));
});
after(() => folder[Symbol.asyncDispose]());

const red = { r: 255, g: 0, b: 0 };
function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: red } });
}

/** Name → its bytes, and what comes of it. */
async function oddPictures(): Promise<
  readonly (readonly [string, Uint8Array | string, 'tagged' | 'refused'])[]
> {
  const jpeg = await plain(700, 500).jpeg().toBuffer();
  return [
    ['one pixel', png(1, { width: 1, height: 1 }), 'tagged'],
    ['a strip of 1 × 20,000', await plain(1, 20_000).png().toBuffer(), 'tagged'],
    ['a strip of 20,000 × 1', await plain(20_000, 1).png().toBuffer(), 'tagged'],
    ['16 bits', await plain(64, 64).toColourspace('rgb16').png().toBuffer(), 'tagged'],
    ['grey', await plain(64, 64).greyscale().png().toBuffer(), 'tagged'],
    ['CMYK', await plain(64, 64).toColourspace('cmyk').jpeg().toBuffer(), 'tagged'],
    ['an animation', png(5, { width: 64, height: 64, frames: 3 }), 'tagged'],
    ['a JPEG that breaks off', jpeg.subarray(0, jpeg.length - 200), 'tagged'],
    ['a JPEG without its picture', jpeg.subarray(0, 100), 'refused'],
    ['nothing', '', 'refused'],
    ['zeros', new Uint8Array(5000), 'refused'],
    ['a text', 'no picture', 'refused'],
    ['a page', '<!DOCTYPE html><img src=x>', 'refused'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'refused'],
    ['more pixels than may be', bomb(), 'refused'],
  ];
}

/** A header that promises 400 megapixels. */
function bomb(): Buffer {
  const bytes = png(3);
  bytes.writeUInt32BE(20_000, 16);
  bytes.writeUInt32BE(20_000, 20);
  return bytes;
}

test('R28: odd pictures are tagged or refused each by itself, and cost less than 1.5 GB', async () => {
  await using tagger = testTagger(folder.path, tiny);
  const pictures = await oddPictures();
  const outcomes = await Promise.all(
    pictures.map(async ([name, bytes]) => {
      const { kind } = await tagger.tag(await folder.write(`${name}.jpg`, bytes));
      return [name, kind] as const;
    }),
  );
  const expected = pictures.map(([name, , kind]) => [name, kind] as const);
  assert.deepEqual(outcomes, expected);
  if (process.platform !== 'linux') return;
  const status = readFileSync(join('/proc', String(tagger.pid), 'status'), 'utf8');
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  assert.ok(Number(kilobytes) < 1.5e6, `${kilobytes} kB`);
});
