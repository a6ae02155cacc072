import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { Measures } from '../../catalog/measures.ts';
import { decodeReason } from './decode-reason.ts';
import { dhashOf } from './dhash.ts';
import type { DecodeJob } from './jobs.ts';
import { blockLoaders } from './loaders.ts';
import { type Pixels, smallPixels } from './small-pixels.ts';
import { countPngFrames } from './sniff.ts';

// Pictures are what runs in parallel.
blockLoaders();

type RenderJob = DecodeJob & { readonly kind: 'render' };

const longestSide = 65_535;
/** Frames × pixels that an animated preview may have; beyond, its preview stands still. */
const animatedPixels = 250_000_000;
/** Bytes that a picture may need at once where its format cannot be decoded in strips. */
const wholePictureBytes = 512 * 1024 * 1024;

/** Pixels a side that both hashes are made of; thumbhash takes 100 at most: https://evanw.github.io/thumbhash/ */
const hashedSide = 64;
/** Bytes of an APNG's frame control chunk: no file has more frames than it has room for. */
const smallestFrame = 38;

/**
 * Decodes a picture once and writes both of its small versions; measures it on the way. A picture that decodes only
 * in part is rendered as far as it goes and marked `damaged`. Throws where nothing can be shown.
 */
export async function renderPicture(job: RenderJob): Promise<Measures> {
  const strict: SharpOptions = { limitInputPixels: job.pixels, sequentialRead: true };
  const metadata = await sharp(job.path, { limitInputPixels: false }).metadata();
  refuseBombs(metadata, job.pixels);
  const { size: bytes } = await stat(job.path);
  const frames =
    job.format === 'png'
      ? Math.min(countPngFrames(await readHead(job.path)), Math.ceil(bytes / smallestFrame))
      : (metadata.pages ?? 1);
  const { pixels, options, damaged } = await decode(job, strict);
  const isMoving = (job.format === 'gif' || job.format === 'webp') && frames > 1;
  const canMove = frames * metadata.width * metadata.height <= animatedPixels;
  const preview = isMoving && canMove ? animatedPreview(job, options) : fromPixels(pixels);
  await writeWebp(preview, job.preview, job.sizes.quality);
  const grid = await pixelsOf(shrink(fromPixels(pixels), job.sizes.grid));
  await writeWebp(fromPixels(grid), job.thumbnail, job.sizes.quality);
  const oriented = metadata.autoOrient;
  const small = smallPixels(grid, hashedSide);
  return {
    format: job.format,
    width: oriented.width,
    height: oriented.height,
    frames,
    bytes,
    thumbhash: Buffer.from(rgbaToThumbHash(small.width, small.height, small.data)).toString(
      'base64',
    ),
    dhash: dhashOf(small.data, small.width, small.height),
    ...(damaged === undefined ? {} : { damaged }),
  };
}

function refuseBombs(metadata: Metadata, limit: number): void {
  const { width, height } = metadata;
  if (!width || !height) throw new Error('has no size');
  if (Math.max(width, height) > longestSide) throw new Error(`is ${width}×${height}: too long`);
  if (width * height > limit) {
    throw new Error(`is ${width}×${height} pixels; the limit is ${limit} (limits.pixels)`);
  }
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (ratio > 100 && Math.max(width, height) > 20_000) {
    throw new Error(`is ${width}×${height}: too thin a strip`);
  }
  const depth = metadata.depth === 'ushort' ? 2 : 1;
  const whole = width * height * metadata.channels * depth;
  if (metadata.isProgressive && whole > wholePictureBytes) {
    throw new Error('is interlaced and would need too much memory');
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first frame at preview size. Where decoding fails, once more as far as it goes. */
async function decode(
  job: RenderJob,
  strict: SharpOptions,
): Promise<{ pixels: Pixels; options: SharpOptions; damaged?: string }> {
  try {
    return { pixels: await decodeWith(job, strict), options: strict };
  } catch (error) {
    const lenient: SharpOptions = { ...strict, failOn: 'none' };
    const damaged = decodeReason(error, job.path);
    return { pixels: await decodeWith(job, lenient), options: lenient, damaged };
  }
}

async function decodeWith(job: RenderJob, options: SharpOptions): Promise<Pixels> {
  const whole = sharp(job.path, options).autoOrient();
  return pixelsOf(shrink(whole, job.sizes.preview).toColourspace('srgb'));
}

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

function shrink(picture: Sharp, side: number): Sharp {
  return picture.resize(side, side, { fit: 'inside', withoutEnlargement: true });
}

function fromPixels({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

function animatedPreview(job: RenderJob, options: SharpOptions): Sharp {
  const picture = sharp(job.path, { ...options, animated: true, limitInputPixels: animatedPixels });
  return shrink(picture, job.sizes.preview);
}

async function writeWebp(picture: Sharp, target: string, quality: number): Promise<void> {
  const folder = dirname(target);
  // At once: asking for it in turn takes a hundred times as long, and nobody else waits in this process.
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `.${randomUUID()}.tmp`);
  try {
    await picture.webp({ quality }).toFile(draft);
    renameSync(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
