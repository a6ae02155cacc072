import { isAtHome } from './editing/sidecar-host.ts';
import { element } from './element.ts';
import { keepFocus } from './keep-focus.ts';
import type { KeyAction } from './keys/key-bindings.ts';
import { follow, KeyListener } from './keys/listen-for-keys.ts';
import { markReady } from './page-context.ts';
import { startPlaceholders } from './placeholders/placeholders.ts';
import { beginSearch } from './results/begin-search.ts';
import { runScript } from './run-script.ts';
import { startSearchField } from './search-box/search-field.ts';
import { openSettings } from './settings/open-settings.ts';
import { SettingsKeeper } from './settings/settings-keeper.ts';
import { ShardLoader } from './shard-loader.ts';
import { strings } from './strings.ts';
import { startThemeToggle } from './theme/theme-toggle.ts';

/** Pages with a script of their own, which says when it is done. */
const ownScripts: ReadonlySet<string | undefined> = new Set([
  'home',
  'gallery',
  'search',
  'post',
  'tags',
  '404',
]);

/** On every page: the way to the index, the visitor's settings, the search field, the theme, the keys. */
function start(): void {
  const { page, root = './' } = document.documentElement.dataset;
  const shards = new ShardLoader({
    root,
    runScript,
    freshMark: () => (location.protocol === 'file:' ? '' : `?fresh=${Date.now()}`),
    onManifest: ({ pagesFrom }) => {
      document.documentElement.dataset['pagesFrom'] = String(pagesFrom);
    },
  });
  const settings = new SettingsKeeper();
  settings.listen();
  const keys = new KeyListener(settings);
  const context = { root, shards, settings, keys };
  globalThis.homebooru = context;
  globalThis.homebooruShard = shards.receive;
  if (page === 'search') beginSearch(shards);

  const input = document.querySelector<HTMLInputElement>('input[data-search]');
  if (input) startSearchField(input, root);
  const toggle = document.querySelector<HTMLButtonElement>('[data-theme-toggle]');
  if (toggle) startThemeToggle(toggle);
  document
    .querySelector('[data-settings-button]')
    ?.addEventListener('click', () => openSettings(context));
  const goTo = (address: string): boolean => {
    location.assign(root + address);
    return true;
  };
  keys.add(
    new Map<KeyAction, () => boolean>([
      ['search', () => focusSearch(input)],
      ['theme', () => click(toggle)],
      ['help', () => openSettings(context)],
      ['previous', () => follow('prev')],
      ['next', () => follow('next')],
      ['scrollUp', () => scrollBy(-1)],
      ['scrollDown', () => scrollBy(1)],
      ['home', () => goTo('index.html')],
      ['allTags', () => goTo('tags.html')],
      ['statistics', () => goTo('stats.html')],
      ['panel', () => isAtHome() && goTo('admin/')],
    ]),
  );
  keys.start();
  keepFocus();
  if (isAtHome()) addPanelLink(root);
  else if (location.protocol !== 'file:') addManifest(root);
  document.documentElement.dataset['core'] = 'ready';
  startPlaceholders(document);
  if (!ownScripts.has(page)) markReady('ok');
}

/** Browsers refuse one from disk, and say so as an error; who is at home needs no application of it. */
function addManifest(root: string): void {
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = `${root}manifest.webmanifest`;
  document.head.append(link);
}

/** Before the buttons that every page has, wherever it comes from. */
function addPanelLink(root: string): void {
  const link = element('a', 'to-panel', strings.panel);
  link.href = `${root}admin/`;
  document.querySelector('[data-settings-button]')?.before(link);
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

function scrollBy(direction: 1 | -1): boolean {
  globalThis.scrollBy({ top: direction * innerHeight * 0.4 });
  return true;
}

start();
