/** A picture's shape, as a tile needs it: its ratio (width / height) from 0.40 to 2.60, in hundredths. Its class: `.r150`. */
export const lowestRatio = 40;
export const highestRatio = 260;

/** The ratio in hundredths, clamped: strips beyond are cropped in the grid. */
export function ratioOf(width: number, height: number): number {
  const exact = Math.round((width / height) * 100);
  return Math.min(highestRatio, Math.max(lowestRatio, exact));
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
