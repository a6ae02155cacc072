import type { Descriptor } from './descriptor.ts';

/** The tensor's shape, for one picture. */
export function tensorShape({ layout, width, height }: Descriptor['input']): readonly number[] {
  return layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3];
}

/**
 * Pixels (red, green, blue, row by row, 8 bits each, of the input's size) as a model takes them:
 * (pixel × scale − mean) / std, in its order of colours and its layout.
 */
export function toTensor(
  pixels: Uint8Array,
  input: Descriptor['input'],
): Float32Array<ArrayBuffer> {
  const count = input.width * input.height;
  if (pixels.length !== count * 3) {
    throw new Error(`${pixels.length} bytes of pixels; wants ${count * 3}`);
  }
  const tensor = new Float32Array(count * 3);
  const isPlanar = input.layout === 'NCHW';
  const step = isPlanar ? 1 : 3;
  for (let channel = 0; channel < 3; channel++) {
    const values = valuesOf(input, channel);
    const place = input.channels === 'RGB' ? channel : 2 - channel;
    let to = isPlanar ? place * count : place;
    for (let from = channel; from < pixels.length; from += 3) {
      tensor[to] = values[pixels[from] ?? 0] ?? 0;
      to += step;
    }
  }
  return tensor;
}

/** What each of the 256 pixel values becomes in a channel (0 red, 1 green, 2 blue). */
function valuesOf({ scale, mean, std }: Descriptor['input'], channel: number): Float32Array {
  const [middle = 0, spread = 1] = [mean[channel], std[channel]];
  return Float32Array.from({ length: 256 }, (_, pixel) => (pixel * scale - middle) / spread);
}
