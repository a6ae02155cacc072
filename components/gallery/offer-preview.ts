import { highestRatio } from '../../catalog/index/shape.ts';
import {
  phoneShare,
  phoneWidth,
  type SmallSizes,
  tileSources,
} from '../../catalog/tile-sources.ts';

/** How many pixels of the screen one of a thumbnail may stand for: less is not seen, and costs five times the bytes. */
const most = 1.25;

/**
 * Lets the browser take the preview where a tile's thumbnail has too few pixels for the screen. The picture that is there
 * stays until that has come. Not for what moves: its preview moves too. `width`: of the tile, in CSS pixels.
 */
export function offerPreview(
  image: HTMLImageElement,
  { number, ratio }: { readonly number: number; readonly ratio: number },
  width: number,
  root: string,
): void {
  // A long strip's tile has its preview already.
  if (ratio === highestRatio) return;
  const sizes = smallSizes();
  const own = Math.round(sizes.grid * Math.min(1, ratio / 100));
  const counted = Math.round(width * (innerWidth < phoneWidth ? phoneShare : 1));
  if (counted * devicePixelRatio <= own * most) return;
  image.sizes = `${counted}px`;
  image.srcset = tileSources(number, own, sizes, root);
}

/** As the page tells them. */
function smallSizes(): SmallSizes {
  const { grid, preview } = document.documentElement.dataset;
  return { grid: Number(grid), preview: Number(preview) };
}
