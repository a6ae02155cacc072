import { runScript } from './run-script.ts';

/** Scripts that only some visits need; their addresses are in the page, under this key. */
type Part = 'endless' | 'settings' | 'slideshow' | 'editing' | 'tagEditor' | 'selection' | 'viewer';

/** Loads the scripts of a part that only some visits need, once; what failed is tried again with the next call. */
export function loadPart(part: Part, root: string): Promise<void> {
  return loadScripts(document.documentElement.dataset[part] ?? '', root);
}

const loading = new Map<string, Promise<void>>();

/**
 * Runs scripts in this order, each once in a page, whoever asks for it; rejects where one does not load. `addresses`: below
 * the root, with spaces between.
 */
export async function loadScripts(addresses: string, root: string): Promise<void> {
  const wishes = addresses.split(' ').map((address) => root + address);
  const outcomes = await Promise.allSettled(wishes.map(load));
  const place = outcomes.findIndex(({ status }) => status === 'rejected');
  const failed = outcomes[place];
  if (failed?.status !== 'rejected') return;
  // Those after it ran in vain, or not at all.
  for (const address of wishes.slice(place)) loading.delete(address);
  throw failed.reason;
}

function load(address: string): Promise<void> {
  const known = loading.get(address);
  if (known !== undefined) return known;
  const isOwn = [...document.scripts].some((script) => script.getAttribute('src') === address);
  const started = isOwn ? ownScriptsRan : runScript(address, { isInOrder: true });
  loading.set(address, started);
  return started;
}

/** The scripts that the page itself names run before this; or, where a script put them there, before the window has loaded. */
const ownScriptsRan = new Promise<void>((resolve) => {
  document.addEventListener('DOMContentLoaded', () => resolve());
  globalThis.addEventListener('load', () => resolve());
});
