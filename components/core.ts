import { Completer } from './completion/completer.ts';
import { follow, listenForKeys } from './keys.ts';
import { markReady } from './page-context.ts';
import { startPlaceholders } from './placeholders/placeholders.ts';
import { runScript } from './run-script.ts';
import { SearchBox } from './search-box/search-box.ts';
import { ShardLoader } from './shard-loader.ts';
import { startThemeToggle } from './theme/theme-toggle.ts';

/** On every page: the way to the index, the search field, the theme, the keys. */
function start(): void {
  const { page, root = './' } = document.documentElement.dataset;
  const shards = new ShardLoader({
    root,
    runScript,
    freshMark: () => (location.protocol === 'file:' ? '' : `?fresh=${Date.now()}`),
  });
  globalThis.homebooru = { root, shards };
  globalThis.homebooruShard = shards.receive;

  const input = document.querySelector<HTMLInputElement>('input[data-search]');
  if (input) new SearchBox(input, new Completer(shards)).start();
  const toggle = document.querySelector<HTMLButtonElement>('[data-theme-toggle]');
  if (toggle) startThemeToggle(toggle);
  listenForKeys(
    new Map([
      ['/', () => focusSearch(input)],
      ['t', () => click(toggle)],
      ['a', () => follow('prev')],
      ['d', () => follow('next')],
      ['ArrowLeft', () => page === 'post' && follow('prev')],
      ['ArrowRight', () => page === 'post' && follow('next')],
    ]),
  );
  startPlaceholders(document);
  // These two have a script of their own, which says when it is done.
  if (page !== 'search' && page !== 'post') markReady('ok');
}

function focusSearch(input: HTMLInputElement | null): boolean {
  input?.focus();
  input?.select();
  return input !== null;
}

function click(button: HTMLButtonElement | null): boolean {
  button?.click();
  return button !== null;
}

start();
