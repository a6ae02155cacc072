import { previewAddress, thumbnailAddress } from './addresses.ts';

/** Pixels of the long side of a post's small versions, as the settings have them. */
export interface SmallSizes {
  readonly grid: number;
  readonly preview: number;
}

/** Windows narrower than this many CSS pixels are phones'. */
export const phoneWidth = 768;

/**
 * What part of its width a picture counts as on a phone. So dense a screen shows a thumbnail with fewer pixels than its own as
 * well, and a preview takes five times as long on its line.
 */
export const phoneShare = 0.625;

/** The `srcset` of a tile: its preview where the thumbnail, so many pixels wide, has too few. `root`: the way to the site's root. */
export function tileSources(
  number: number,
  width: number,
  { grid, preview }: SmallSizes,
  root: string,
): string {
  const larger = Math.round((width * preview) / grid);
  return `${root}${thumbnailAddress(number)} ${width}w, ${root}${previewAddress(number)} ${larger}w`;
}
