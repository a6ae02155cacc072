import { runScript } from './run-script.ts';

/** The scripts that only some visits need. */
type Chunk = 'settings' | 'slideshow' | 'editing' | 'tagEditor' | 'selection';

const loading = new Map<string, Promise<void>>();

/** Loads a script that only some visits need; its address is in the page, under this key. Once, unless it failed. */
export function loadChunk(key: Chunk, root: string): Promise<void> {
  const known = loading.get(key);
  if (known !== undefined) return known;
  const started = runScript(root + (document.documentElement.dataset[key] ?? ''));
  loading.set(key, started);
  started.catch(() => loading.delete(key));
  return started;
}
