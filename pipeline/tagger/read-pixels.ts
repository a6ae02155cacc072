import sharp from 'sharp';
import { blockLoaders } from '../decode/loaders.ts';
import type { Descriptor } from './descriptor.ts';

blockLoaders();

/** A colour as sharp takes it. */
function rgb([r, g, b]: readonly [number, number, number]) {
  return { r, g, b };
}

/**
 * A picture's first frame, upright, opaque, and fitted into the model's size: red, green, blue, 8 bits each. What is
 * cut off is taken as far as it goes. `pixels`: of one frame that may be decoded. Throws where nothing can be seen.
 */
export async function readPixels(
  path: string,
  input: Descriptor['input'],
  pixels: number,
): Promise<Uint8Array> {
  const { data, info } = await sharp(path, { failOn: 'none', limitInputPixels: pixels, pages: 1 })
    .autoOrient()
    .flatten({ background: rgb(input.background) })
    .toColourspace('srgb')
    .resize(input.width, input.height, {
      fit: input.fit === 'letterbox' ? 'contain' : 'fill',
      background: rgb(input.pad),
      kernel: input.resample,
    })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`decodes to ${info.channels} channels, not 3`);
  return data;
}
