import type { KeyListener } from './keys/listen-for-keys.ts';
import type { SettingsKeeper } from './settings/settings-keeper.ts';
import type { ShardLoader } from './shard-loader.ts';

/**
 * What the core script leaves for the script of a page: what must exist once, because it keeps what it has loaded or hears.
 */
export interface PageContext {
  /** The way to the site's root. */
  readonly root: string;
  readonly shards: ShardLoader;
  readonly settings: SettingsKeeper;
  readonly keys: KeyListener;
}

declare global {
  var homebooru: PageContext | undefined;
  var homebooruShard: ShardLoader['receive'] | undefined;
}

/** What the core script left; it always runs before a page's own. */
export function pageContext(): PageContext {
  if (globalThis.homebooru === undefined) throw new Error('the core script has not run');
  return globalThis.homebooru;
}

/** Says that the page's script has done its work: the last thing that it does. */
export function markReady(state: 'ok' | 'error'): void {
  document.documentElement.dataset['ready'] = state;
}
