const columns = 9;
const rows = 8;

/**
 * The difference hash of RGBA pixels, 16 hex digits: the picture as 9 × 8 mean greys on white, one bit a pair of
 * neighbours, set where the left one is darker. http://www.hackerfactor.com/blog/index.php?/archives/529
 */
export function dhashOf(rgba: Uint8Array, width: number, height: number): string {
  const greys = Array.from({ length: columns * rows }, (_, cell) =>
    meanGrey(rgba, width, height, cell % columns, Math.floor(cell / columns)),
  );
  let hash = 0n;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const at = row * columns + column;
      hash = (hash << 1n) | ((greys[at] ?? 0) < (greys[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

function meanGrey(
  rgba: Uint8Array,
  width: number,
  height: number,
  column: number,
  row: number,
): number {
  const left = Math.floor((column * width) / columns);
  const top = Math.floor((row * height) / rows);
  const right = Math.max(left + 1, Math.floor(((column + 1) * width) / columns));
  const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows));
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) sum += greyOnWhite(rgba, (y * width + x) * 4);
  }
  // Whole numbers: the same on any machine.
  return Math.round(sum / ((right - left) * (bottom - top)));
}

/** Rec. 601 luma in 256ths, with transparency on white. */
function greyOnWhite(rgba: Uint8Array, at: number): number {
  // Without an array a pixel: there are ten thousand of them.
  const grey = (rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29;
  const alpha = rgba[at + 3] ?? 0;
  return Math.round((grey * alpha + 255 * 256 * (255 - alpha)) / 255);
}
