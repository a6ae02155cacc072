import type { Rest } from '../../catalog/search/rest.ts';

/** Milliseconds for which a search may hold the page's thread. A step between two rests takes some one or two. */
const slice = 5;

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

/** A task of its own, without the four milliseconds that nested timers wait. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
