import { postAddress } from '../catalog/addresses.ts';

/** Where a post is shown, below the root: the manifest says which posts have a page of their own. */
export function postHref(number: number): string {
  return postAddress(number, Number(document.documentElement?.dataset['pagesFrom'] ?? 1));
}
