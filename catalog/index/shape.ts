/**
 * A picture's shape in one byte, as a tile needs it: its ratio (width / height) in hundredths, from 0.40 to 2.60,
 * less 39; 0 where there is no post. It is also the tile's class: `.r150`.
 */
export const lowestRatio = 40;
export const highestRatio = 260;

/** The ratio in hundredths, clamped: strips beyond are cropped in the grid. */
export function ratioOf(width: number, height: number): number {
  const exact = Math.round((width / height) * 100);
  return Math.min(highestRatio, Math.max(lowestRatio, exact));
}

export function shapeByte(width: number, height: number): number {
  return ratioOf(width, height) - lowestRatio + 1;
}

/** The ratio in hundredths that a byte stands for; `undefined` for no post. */
export function ratioOfByte(byte: number): number | undefined {
  return byte === 0 ? undefined : byte - 1 + lowestRatio;
}

/** The size in which a picture fits a box of `side` pixels, never enlarged. */
export function fit(
  width: number,
  height: number,
  side: number,
): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
