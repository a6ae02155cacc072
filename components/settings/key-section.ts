import { isAtHome } from '../editing/sidecar-host.ts';
import { element } from '../element.ts';
import { type KeyAction, keyActionNames, keysOf } from '../keys/key-bindings.ts';
import { strings } from '../strings.ts';
import type { SettingsKeeper } from './settings-keeper.ts';
import { keyPresets } from './visitor-settings.ts';

const texts = strings.settings;

/** What is done where the site is at home alone. */
const atHome: ReadonlySet<KeyAction> = new Set(['edit', 'favourite', 'delete']);

/** The keys of every action, to be read and to be changed; all of them can be switched off. */
export function keySection(settings: SettingsKeeper): HTMLElement {
  const own = element('section', 'settings-section');
  const preset = element('select', 'select');
  preset.setAttribute('aria-label', texts.keyPreset);
  for (const name of keyPresets) preset.add(new Option(texts.presets[name], name));
  preset.value = settings.current.keys;
  const list = element('div', 'settings-keys');
  const draw = (): void => {
    const actions = keyActionNames.filter((action) => isAtHome() || !atHome.has(action));
    const rows = actions.map((action) => keyRow(action, settings));
    list.replaceChildren(...(settings.current.keys === 'off' ? [] : rows));
  };
  preset.addEventListener('change', () => {
    const keys = keyPresets.find((name) => name === preset.value);
    // Another preset begins anew.
    if (keys !== undefined) settings.change({ keys, bindings: new Map() });
    draw();
  });
  draw();
  own.append(element('h3', '', texts.keys), element('p', 'muted', texts.aboutKeys), preset, list);
  return own;
}

function keyRow(action: KeyAction, settings: SettingsKeeper): HTMLElement {
  const row = element('label', 'settings-row', strings.keyActions[action]);
  const field = element('input', 'settings-key');
  field.value = keysOf(action, settings.current).map(shown).join(' ');
  field.spellcheck = false;
  field.autocapitalize = 'none';
  // A key that writes nothing is taken as it is pressed.
  field.addEventListener('keydown', (event) => {
    if (!/^Arrow|^F\d|^ $|^Delete$/.test(event.key)) return;
    event.preventDefault();
    field.value = `${field.value} ${shown(event.key)}`.trim();
    field.dispatchEvent(new Event('change'));
  });
  field.addEventListener('change', () => {
    const keys = field.value.split(/\s+/).filter((key) => key !== '');
    const bindings = new Map(settings.current.bindings);
    settings.change({ bindings: bindings.set(action, keys.map(meant)) });
  });
  row.append(field);
  return row;
}

const names: ReadonlyMap<string, string> = new Map([
  [' ', 'Space'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
]);

function shown(key: string): string {
  return names.get(key) ?? key;
}

/** The key that a name stands for. */
function meant(name: string): string {
  return [...names].find(([, known]) => known === name)?.[0] ?? name;
}
