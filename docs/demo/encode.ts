import sharp, { type Sharp } from 'sharp';
import type { Canvas } from './pixel/canvas.ts';

type Drawing = string | Buffer;

export const jpeg = (drawing: Drawing, quality = 80): Promise<Buffer> =>
  flat(drawing).jpeg({ quality, mozjpeg: true }).toBuffer();

export const webp = (drawing: Drawing, quality = 80): Promise<Buffer> =>
  open(drawing).webp({ quality, effort: 6, smartSubsample: true }).toBuffer();

/** A PNG of few colours. */
export const png = (drawing: Drawing, colours = 64): Promise<Buffer> =>
  open(drawing)
    .png({ palette: true, colours, dither: 0, effort: 10, compressionLevel: 9 })
    .toBuffer();

export const avif = (drawing: Drawing): Promise<Buffer> =>
  flat(drawing).avif({ quality: 58, effort: 4 }).toBuffer();

/** A JPEG whose pixels lie on their side, with the EXIF orientation (6) that sets them upright. */
export const sidewaysJpeg = (drawing: Drawing, quality = 80): Promise<Buffer> =>
  flat(drawing)
    .rotate(270)
    .withMetadata({ orientation: 6 })
    .jpeg({ quality, mozjpeg: true })
    .toBuffer();

export const pixelPng = (drawing: Canvas, scale: number): Promise<Buffer> =>
  enlarged([drawing], scale).png({ palette: true, colours: 128, dither: 0, effort: 10 }).toBuffer();

export const pixelWebp = (drawing: Canvas, scale: number): Promise<Buffer> =>
  enlarged([drawing], scale).webp({ lossless: true, effort: 6 }).toBuffer();

export const animatedGif = (frames: readonly Canvas[], scale: number, delay: number) =>
  enlarged(frames, scale)
    .gif({ loop: 0, delay: frames.map(() => delay), dither: 0, effort: 10, colours: 64 })
    .toBuffer();

export const animatedWebp = (frames: readonly Canvas[], scale: number, delay: number) =>
  enlarged(frames, scale)
    .webp({ lossless: true, loop: 0, delay: frames.map(() => delay), effort: 6 })
    .toBuffer();

/** Draws a picture and lays others over it, each at its place. */
export async function composed(
  ground: Drawing,
  layers: readonly { readonly input: Drawing; readonly left: number; readonly top: number }[],
): Promise<Buffer> {
  const over = layers.map(({ input, left, top }) => ({ input: bytes(input), left, top }));
  return open(ground).composite(over).png({ compressionLevel: 1 }).toBuffer();
}

/** Raw RGB bytes as a picture that the functions above take. */
export function fromRgb(pixels: Buffer, width: number, height: number): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

const bytes = (drawing: Drawing) => (typeof drawing === 'string' ? Buffer.from(drawing) : drawing);
const open = (drawing: Drawing): Sharp => sharp(bytes(drawing));
const flat = (drawing: Drawing): Sharp => open(drawing).flatten({ background: '#ffffff' });

/** Frames one below the other, each pixel a square of `scale`. */
function enlarged(frames: readonly Canvas[], scale: number): Sharp {
  const [first] = frames;
  if (!first) throw new Error('cannot enlarge no frames');
  const [width, height] = [first.width * scale, first.height * scale];
  const pixels = new Uint32Array(width * height * frames.length);
  frames.forEach((frame, at) => {
    const small = new Uint32Array(frame.pixels.buffer);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = Math.floor(y / scale) * frame.width + Math.floor(x / scale);
        pixels[(at * height + y) * width + x] = small[from] ?? 0;
      }
    }
  });
  const raw = { width, height: height * frames.length, channels: 4, pageHeight: height } as const;
  return sharp(new Uint8Array(pixels.buffer), { raw });
}
