import { runScript } from './run-script.ts';

/** Scripts that only some visits need; their addresses are in the page, under this key. */
type Part = 'endless' | 'settings' | 'slideshow' | 'editing' | 'tagEditor' | 'selection' | 'viewer';

/** Loads the scripts of a part that only some visits need, once; what failed is tried again with the next call. */
export function loadPart(part: Part, root: string): Promise<void> {
  return loadScripts(document.documentElement.dataset[part] ?? '', root);
}

const loading = new Map<string, Promise<void>>();

/**
 * Runs scripts in this order, each once in a page, whoever asks for it; rejects where one does not load, and runs none after
 * it. `addresses`: below the root, with spaces between. Parts do not wait for each other: browsers have but one order of their own.
 */
export async function loadScripts(addresses: string, root: string): Promise<void> {
  const wishes = addresses.split(' ').map((address) => root + address);
  const [, ...later] = wishes.filter((address) => !loading.has(address) && !isOwn(address));
  for (const address of later) preload(address);
  for (const address of wishes) await load(address);
}

function load(address: string): Promise<void> {
  const known = loading.get(address);
  if (known !== undefined) return known;
  const started = isOwn(address) ? ownScriptsRan : runScript(address);
  loading.set(address, started);
  started.catch(() => loading.delete(address));
  return started;
}

/** The page itself names it. */
function isOwn(address: string): boolean {
  return [...document.scripts].some((script) => script.getAttribute('src') === address);
}

/** Scripts that run after each other are on their way together. From disk there is no way to be shortened. */
function preload(address: string): void {
  if (location.protocol === 'file:') return;
  const link = document.createElement('link');
  link.rel = 'preload';
  link.as = 'script';
  link.href = address;
  for (const type of ['load', 'error']) link.addEventListener(type, () => link.remove());
  document.head.append(link);
}

/** The scripts that the page itself names run before this; or, where a script put them there, before the window has loaded. */
const ownScriptsRan = new Promise<void>((resolve) => {
  document.addEventListener('DOMContentLoaded', () => resolve());
  globalThis.addEventListener('load', () => resolve());
});
