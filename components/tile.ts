import { postAddress, previewAddress, thumbnailAddress } from '../catalog/addresses.ts';
import { highestRatio } from '../catalog/index/shape.ts';

/** A picture that a script draws. */
export interface DrawnTile {
  readonly number: number;
  /** Width / height in hundredths. */
  readonly ratio: number;
  readonly alt: string;
  /** Loaded only when it comes near the window. */
  readonly isLazy: boolean;
}

/** The same markup as a tile of the static gallery, in its list item. */
export function drawTile(tile: DrawnTile, root: string): HTMLLIElement {
  const item = document.createElement('li');
  item.className = `r${tile.ratio}`;
  const link = document.createElement('a');
  link.className = 'tile';
  link.dataset['number'] = String(tile.number);
  link.href = root + postAddress(tile.number);
  const image = document.createElement('img');
  if (tile.isLazy) image.loading = 'lazy';
  image.decoding = 'async';
  image.width = tile.ratio;
  image.height = 100;
  image.alt = tile.alt;
  // A long strip's thumbnail is too flat to fill a row.
  const isStrip = tile.ratio === highestRatio;
  image.src = root + (isStrip ? previewAddress : thumbnailAddress)(tile.number);
  link.append(image);
  item.append(link);
  return item;
}
