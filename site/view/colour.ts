import { thumbHashToAverageRGBA } from 'thumbhash';

/** The placeholder's average colour as a class names it: two bits each of red, green and blue. */
export function colourOf(thumbhash: string): number {
  const { r, g, b } = thumbHashToAverageRGBA(Buffer.from(thumbhash, 'base64'));
  const twoBits = (value: number): number => Math.min(3, Math.max(0, Math.round(value * 3)));
  return twoBits(r) * 16 + twoBits(g) * 4 + twoBits(b);
}
