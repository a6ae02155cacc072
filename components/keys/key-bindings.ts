import type { VisitorSettings } from '../settings/visitor-settings.ts';

/** Everything that a key can do, with its keys in HomeBooru's own way and in Danbooru's; `gh` is `g`, then `h`. */
export const keyActions = {
  search: { homebooru: ['/', 'q'], danbooru: ['q', '/'] },
  previous: { homebooru: ['a'], danbooru: ['a'] },
  next: { homebooru: ['d'], danbooru: ['d'] },
  left: { homebooru: ['ArrowLeft', 'h'], danbooru: ['ArrowLeft'] },
  right: { homebooru: ['ArrowRight', 'l'], danbooru: ['ArrowRight'] },
  up: { homebooru: ['ArrowUp', 'k'], danbooru: ['ArrowUp'] },
  down: { homebooru: ['ArrowDown', 'j'], danbooru: ['ArrowDown'] },
  scrollUp: { homebooru: [], danbooru: ['w'] },
  scrollDown: { homebooru: [], danbooru: ['s'] },
  original: { homebooru: ['o', 'Enter'], danbooru: ['o'] },
  view: { homebooru: [' '], danbooru: [' '] },
  fullscreen: { homebooru: ['f'], danbooru: [] },
  size: { homebooru: ['z'], danbooru: ['z', 'v'] },
  info: { homebooru: ['i'], danbooru: ['i'] },
  slideshow: { homebooru: ['y'], danbooru: ['y'] },
  random: { homebooru: ['r'], danbooru: ['r'] },
  similar: { homebooru: ['s'], danbooru: [] },
  parent: { homebooru: ['p'], danbooru: [] },
  child: { homebooru: ['c'], danbooru: [] },
  results: { homebooru: ['u'], danbooru: ['u'] },
  reveal: { homebooru: ['x'], danbooru: ['b'] },
  edit: { homebooru: ['e'], danbooru: ['e'] },
  home: { homebooru: ['gh'], danbooru: ['gh'] },
  allTags: { homebooru: ['gt'], danbooru: ['gt'] },
  statistics: { homebooru: ['gs'], danbooru: ['gs'] },
  panel: { homebooru: ['ga'], danbooru: ['ga'] },
  select: { homebooru: ['m'], danbooru: ['m'] },
  selectTo: { homebooru: ['M'], danbooru: ['M'] },
  favourite: { homebooru: ['b'], danbooru: ['f'] },
  delete: { homebooru: ['Delete'], danbooru: ['Delete'] },
  theme: { homebooru: ['t'], danbooru: ['t'] },
  help: { homebooru: ['?'], danbooru: ['?'] },
} as const satisfies Readonly<
  Record<string, { readonly homebooru: readonly string[]; readonly danbooru: readonly string[] }>
>;
export type KeyAction = keyof typeof keyActions;

export const keyActionNames = Object.keys(keyActions).filter(isKeyAction);

function isKeyAction(name: string): name is KeyAction {
  return Object.hasOwn(keyActions, name);
}

/** The keys of an action as the visitor has them. */
export function keysOf(
  action: KeyAction,
  { keys, bindings }: Pick<VisitorSettings, 'keys' | 'bindings'>,
): readonly string[] {
  if (keys === 'off') return [];
  return bindings.get(action) ?? keyActions[action][keys];
}

/** The actions of a key; more than one where the visitor gave it to several, and the first that can is done. */
export function actionsOf(
  key: string,
  settings: Pick<VisitorSettings, 'keys' | 'bindings'>,
): readonly KeyAction[] {
  return keyActionNames.filter((action) => keysOf(action, settings).includes(key));
}
