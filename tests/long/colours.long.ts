import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecodeError, DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { readSamples, type Sample } from '../fixtures/corpora.ts';
import { sharedPath, skipWithout } from '../fixtures/shared.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

/** Another program's decoders and colour management: https://pillow.readthedocs.io */
const script = `
import io, json, sys
from PIL import Image, ImageCms, ImageOps
Image.MAX_IMAGE_PIXELS = None
def upright(path):
    image = Image.open(path)
    image.seek(0)
    profile = image.info.get('icc_profile')
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith('I'):
        image = image.point(lambda value: value / 256).convert('L')
    alpha = image.convert('RGBA').getchannel('A') if image.mode in ('RGBA', 'LA', 'PA', 'P') or 'transparency' in image.info else None
    if profile and image.mode in ('RGB', 'RGBA', 'CMYK', 'L'):
        plain = image.convert('RGB') if image.mode == 'RGBA' else image
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        image = ImageCms.profileToProfile(plain, source, ImageCms.createProfile('sRGB'), outputMode='RGB')
    image = image.convert('RGB')
    if alpha is not None:
        white = Image.new('RGB', image.size, 'white')
        white.paste(image, mask=alpha)
        image = white
    return image
for line in sys.stdin:
    original, ours = json.loads(line)
    try:
        one, other = upright(original), upright(ours)
        small = tuple(max(1, min(16, side // 8)) for side in other.size)
        pixels = [list(image.resize(small, Image.Resampling.BOX).tobytes()) for image in (one, other)]
        print(json.dumps({'size': one.size, 'shown': other.size, 'pixels': pixels}))
    except Exception as error:
        print(json.dumps({'failed': str(error)}))
`;

const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import PIL.ImageCms']).status === 0,
);
const skip = skipWithout('corpora/manifest.csv') || (python ? false : 'Pillow is absent');

type Compared =
  | {
      readonly size: readonly [number, number];
      readonly shown: readonly [number, number];
      readonly pixels: readonly [readonly number[], readonly number[]];
    }
  | { readonly failed: string };

/** CIE 1976 L*, a*, b* of sRGB with its white, D65: https://www.w3.org/TR/css-color-4/#color-conversion-code */
function lab(rgb: readonly number[]): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [x, y, z] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ].map((value) =>
    value > 216 / 24389 ? Math.cbrt(value) : (value * 24389) / 27 / 116 + 16 / 116,
  );
  return [116 * (y ?? 0) - 16, 500 * ((x ?? 0) - (y ?? 0)), 200 * ((y ?? 0) - (z ?? 0))];
}

/** The mean difference of colours, CIE 1976. */
function difference(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 3) {
    const [a, b] = [lab(one.slice(at, at + 3)), lab(other.slice(at, at + 3))];
    sum += Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  }
  return sum / (one.length / 3);
}

/** Good pictures of bounded size. Those of a few pixels tell of WebP, which halves the resolution of colours, and not of us. */
function isComparable({ condition, isNamedAsPicture, width, height }: Sample): boolean {
  const isBounded = Math.min(width, height) >= 64 && width * height <= 6_000_000;
  return condition === 'ok' && isNamedAsPicture && isBounded;
}

/** Where Pillow is no measure, and why. */
const exceptions: ReadonlyMap<string, string> = new Map([
  ['files/synthetic/cmyk.jpg', 'CMYK without a profile: Pillow takes 255 minus the ink'],
  ['files/python-pillow__pillow/pil_sample_cmyk.jpg', 'the same'],
  ['files/python-pillow__pillow/i_trns.png', 'a transparent 16-bit grey, which Pillow loses'],
  [
    'files/python-pillow__pillow/p_16.png',
    'stripes of the purest colours: WebP keeps half of their resolution',
  ],
  [
    'files/image-rs__image/issue_1455_undersized.gif',
    'a frame smaller than its canvas: round it Pillow has the background that browsers ignore',
  ],
]);

test('R27: previews are upright and have the colours that Pillow sees', {
  skip,
}, async (context) => {
  await using folder = await temporaryFolder();
  const sizes = { grid: 400, preview: 1000, quality: 95 };
  const rendered: { readonly sample: Sample; readonly preview: string }[] = [];
  const samples = readSamples().filter(isComparable);
  for (const [at, sample] of samples.entries()) {
    const path = sharedPath(join('corpora', sample.path));
    const { format } = await pool.run({ kind: 'hash', path });
    assert.ok(format, sample.path);
    const [thumbnail, preview] = ['t', 'p'].map((kind) => join(folder.path, `${at}-${kind}.webp`));
    const job = { kind: 'render', path, format, sizes, pixels: 1e8 } as const;
    try {
      await pool.run({ ...job, thumbnail: thumbnail ?? '', preview: preview ?? '' });
      rendered.push({ sample, preview: preview ?? '' });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      context.diagnostic(`${sample.path}: ${error.message}`);
    }
  }
  const pairs = rendered.map(({ sample, preview }) =>
    JSON.stringify([sharedPath(join('corpora', sample.path)), preview]),
  );
  const { stdout, stderr, status } = spawnSync(python ?? '', ['-c', script], {
    input: `${pairs.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  assert.equal(status, 0, stderr);
  const compared = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Compared);
  const offs: number[] = [];
  for (const [at, pair] of compared.entries()) {
    const path = rendered[at]?.sample.path ?? '';
    if ('failed' in pair) {
      context.diagnostic(`Pillow, ${path}: ${pair.failed}`);
      continue;
    }
    const [width, height] = pair.size;
    const scale = Math.min(1, sizes.preview / Math.max(width, height));
    const isUpright =
      Math.abs(pair.shown[0] - width * scale) <= 1 && Math.abs(pair.shown[1] - height * scale) <= 1;
    assert.ok(isUpright, `${path}: ${pair.shown} of ${pair.size}`);
    if (exceptions.has(path)) continue;
    const off = difference(...pair.pixels);
    assert.ok(off < 3, `${path}: ${off}`);
    offs.push(off);
  }
  offs.sort((a, b) => a - b);
  context.diagnostic(
    `${offs.length} compared: median ${offs[offs.length >> 1]?.toFixed(2)}, most ${offs.at(-1)?.toFixed(2)}`,
  );
  assert.ok(offs.length > 140);
});
