import sharp from 'sharp';

const mostBytes = 60_000;
const packings = [
  [1, 80],
  [1, 65],
  [0.83, 70],
  [0.83, 55],
  [0.75, 55],
  [0.67, 50],
  [0.6, 45],
] as const;

/** A picture as WebP, as sharp as so many bytes allow: smaller before it gets coarse. */
export async function pack(picture: Buffer): Promise<Buffer> {
  const { width } = await sharp(picture).metadata();
  let packed = picture;
  for (const [scale, quality] of packings) {
    packed = await sharp(picture)
      .resize({ width: Math.round(width * scale) })
      .webp({ quality, effort: 6 })
      .toBuffer();
    if (packed.length <= mostBytes) break;
  }
  return packed;
}
