import type { Rest } from '../../catalog/search/rest.ts';
import { nextTurn } from '../next-turn.ts';

/** Milliseconds for which a search may hold the page's thread. A step between two rests takes some one or two. */
const slice = 4;

/** Lets the page go on after each slice of work: clicks, scrolling and drawing come in between. */
export function restInSlices(): Rest {
  let began = performance.now();
  return () => {
    if (performance.now() - began < slice) return undefined;
    return nextTurn().then(() => {
      began = performance.now();
    });
  };
}
