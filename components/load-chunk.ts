import { runScript } from './run-script.ts';

const loading = new Map<string, Promise<void>>();

/** Loads a script that only some visits need; its address is in the page, under this key. Once, unless it failed. */
export function loadChunk(key: 'settings' | 'slideshow', root: string): Promise<void> {
  const known = loading.get(key);
  if (known !== undefined) return known;
  const started = runScript(root + (document.documentElement.dataset[key] ?? ''));
  loading.set(key, started);
  started.catch(() => loading.delete(key));
  return started;
}
