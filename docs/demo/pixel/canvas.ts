import { rgb } from '../colour.ts';

/** A small picture drawn pixel by pixel; four bytes a pixel. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export type Palette = Readonly<Record<string, string>>;

export function canvas(width: number, height: number): Canvas {
  return { width, height, pixels: new Uint8Array(width * height * 4) };
}

export function dot(on: Canvas, x: number, y: number, colour: string): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left >= on.width || top >= on.height) return;
  on.pixels.set([...rgb(colour), 255], (top * on.width + left) * 4);
}

export function box(on: Canvas, x: number, y: number, w: number, h: number, colour: string): void {
  for (let down = 0; down < h; down++) {
    for (let across = 0; across < w; across++) dot(on, x + across, y + down, colour);
  }
}

export function disc(on: Canvas, x: number, y: number, r: number, colour: string): void {
  for (let dy = -r; dy <= r; dy++) {
    for (let dx = -r; dx <= r; dx++) {
      if (dx * dx + dy * dy <= r * r + r * 0.6) dot(on, x + dx, y + dy, colour);
    }
  }
}

/** Fills a band with colours from top to bottom, each melting into the next in an ordered pattern. */
export function dithered(on: Canvas, top: number, low: number, colours: readonly string[]): void {
  for (let y = top; y < low; y++) {
    const place = ((y - top) / (low - top)) * (colours.length - 1);
    for (let x = 0; x < on.width; x++) {
      const limit = ((bayer[(y % 4) * 4 + (x % 4)] ?? 0) + 0.5) / 16;
      dot(on, x, y, colours[Math.floor(place) + (place % 1 > limit ? 1 : 0)] ?? '#000000');
    }
  }
}

/** Draws rows of letters, one palette colour a letter; unknown letters let what is below through. */
export function stamp(
  on: Canvas,
  rows: readonly string[],
  palette: Palette,
  x: number,
  y: number,
): void {
  rows.forEach((row, down) => {
    [...row].forEach((letter, across) => {
      const colour = palette[letter];
      if (colour) dot(on, x + across, y + down, colour);
    });
  });
}

/** A part of a picture. */
export function cropped(from: Canvas, x: number, y: number, width: number, height: number): Canvas {
  const part = canvas(width, height);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * from.width + x) * 4;
    part.pixels.set(from.pixels.subarray(start, start + width * 4), row * width * 4);
  }
  return part;
}

/** Rows whose right half is the mirror image of the left. */
export function mirrored(half: readonly string[]): string[] {
  return half.map((row) => row + [...row].reverse().join(''));
}

const bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
