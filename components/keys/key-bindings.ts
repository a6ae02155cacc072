import type { VisitorSettings } from '../settings/visitor-settings.ts';

/** The keys of an action in HomeBooru's own way, and in Danbooru's where those are others. */
interface Keys {
  readonly homebooru: readonly string[];
  readonly danbooru?: readonly string[];
}

/** Everything that a key can do; `gh` is `g`, then `h`. */
export const keyActions = {
  search: { homebooru: ['/', 'q'] },
  previous: { homebooru: ['a'] },
  next: { homebooru: ['d'] },
  left: { homebooru: ['ArrowLeft', 'h'], danbooru: ['ArrowLeft'] },
  right: { homebooru: ['ArrowRight', 'l'], danbooru: ['ArrowRight'] },
  up: { homebooru: ['ArrowUp', 'k'], danbooru: ['ArrowUp'] },
  down: { homebooru: ['ArrowDown', 'j'], danbooru: ['ArrowDown'] },
  scrollUp: { homebooru: [], danbooru: ['w'] },
  scrollDown: { homebooru: [], danbooru: ['s'] },
  original: { homebooru: ['o', 'Enter'] },
  view: { homebooru: [' '] },
  fullscreen: { homebooru: ['f'], danbooru: [] },
  size: { homebooru: ['z'], danbooru: ['z', 'v'] },
  info: { homebooru: ['i'] },
  slideshow: { homebooru: ['y'] },
  random: { homebooru: ['r'] },
  similar: { homebooru: ['s'], danbooru: [] },
  parent: { homebooru: ['p'], danbooru: [] },
  child: { homebooru: ['c'], danbooru: [] },
  results: { homebooru: ['u'] },
  reveal: { homebooru: ['x'], danbooru: ['b'] },
  edit: { homebooru: ['e'] },
  home: { homebooru: ['gh'] },
  allTags: { homebooru: ['gt'] },
  statistics: { homebooru: ['gs'] },
  panel: { homebooru: ['ga'] },
  select: { homebooru: ['m'] },
  selectTo: { homebooru: ['M'] },
  favourite: { homebooru: ['b'], danbooru: ['f'] },
  delete: { homebooru: ['Delete'] },
  theme: { homebooru: ['t'] },
  help: { homebooru: ['?'] },
} as const satisfies Readonly<Record<string, Keys>>;
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
  const { homebooru, danbooru = homebooru }: Keys = keyActions[action];
  return bindings.get(action) ?? (keys === 'danbooru' ? danbooru : homebooru);
}

/** The actions of a key; more than one where the visitor gave it to several, and the first that can is done. */
export function actionsOf(
  key: string,
  settings: Pick<VisitorSettings, 'keys' | 'bindings'>,
): readonly KeyAction[] {
  return keyActionNames.filter((action) => keysOf(action, settings).includes(key));
}
