/** A decoded picture: rows from the top, `channels` bytes a pixel (grey, grey and alpha, RGB or RGBA). */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/**
 * At most `side` × `side` RGBA pixels, each the mean of those that it stands for, by how opaque they are. Of some hundred
 * pixels a side it is faster here than by libvips, whose pipelines take a millisecond to start.
 */
export function smallPixels(pixels: Pixels, side: number): Pixels & { readonly channels: 4 } {
  const scale = Math.min(1, side / Math.max(pixels.width, pixels.height));
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const data = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const top = Math.floor((row * pixels.height) / height);
    const bottom = Math.floor(((row + 1) * pixels.height) / height);
    for (let column = 0; column < width; column++) {
      const left = Math.floor((column * pixels.width) / width);
      const right = Math.floor(((column + 1) * pixels.width) / width);
      writeMean(data, (row * width + column) * 4, pixels, left, right, top, bottom);
    }
  }
  return { data, width, height, channels: 4 };
}

function writeMean(
  small: Uint8Array,
  to: number,
  { data, width, channels }: Pixels,
  left: number,
  right: number,
  top: number,
  bottom: number,
): void {
  const isGrey = channels < 3;
  const hasAlpha = channels === 2 || channels === 4;
  let red = 0;
  let green = 0;
  let blue = 0;
  let alpha = 0;
  for (let y = top; y < bottom; y++) {
    const end = (y * width + right) * channels;
    for (let at = (y * width + left) * channels; at < end; at += channels) {
      const opacity = hasAlpha ? (data[at + channels - 1] ?? 0) : 255;
      red += (data[at] ?? 0) * opacity;
      green += (data[isGrey ? at : at + 1] ?? 0) * opacity;
      blue += (data[isGrey ? at : at + 2] ?? 0) * opacity;
      alpha += opacity;
    }
  }
  if (alpha === 0) return;
  small[to] = Math.round(red / alpha);
  small[to + 1] = Math.round(green / alpha);
  small[to + 2] = Math.round(blue / alpha);
  small[to + 3] = Math.round(alpha / ((right - left) * (bottom - top)));
}
