import { previewAddress, thumbnailAddress } from '../catalog/addresses.ts';

/** The visitor asked the system for less motion. */
export function wantsCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** A post's picture below the root, to be looked at: of one that moves its first picture, where motion is not wanted. */
export function shownAddress(number: number, isMoving: boolean): string {
  return isMoving && wantsCalm() ? thumbnailAddress(number) : previewAddress(number);
}
