import { isObject, own } from '../../catalog/json.ts';
import { readStored, store } from './storage.ts';
import {
  formatVisitorSettings,
  parseVisitorSettings,
  type VisitorSettings,
} from './visitor-settings.ts';

/** Where this browser keeps the visitor's settings. */
const settingsName = 'homebooru.settings';

/** The visitor's settings were changed, here or in another window. */
class SettingsChangedEvent extends Event {
  static readonly type = 'settings-changed';
  readonly settings: VisitorSettings;

  constructor(settings: VisitorSettings) {
    super(SettingsChangedEvent.type);
    this.settings = settings;
  }
}

/** Keeps the visitor's settings, and tells of each change by a SettingsChangedEvent. */
export class SettingsKeeper extends EventTarget {
  #current = readSettings(readStored(settingsName));

  get current(): VisitorSettings {
    return this.#current;
  }

  /** Changes some of them. Whether they will last beyond this page. */
  change(part: Partial<VisitorSettings>): boolean {
    this.#current = { ...this.#current, ...part };
    const isKept = store(settingsName, formatVisitorSettings(this.#current));
    this.dispatchEvent(new SettingsChangedEvent(this.#current));
    return isKept;
  }

  /** Follows what is changed in other windows. */
  listen(): void {
    addEventListener('storage', ({ key, newValue }) => {
      if (key !== settingsName) return;
      this.#current = readSettings(newValue ?? undefined);
      this.dispatchEvent(new SettingsChangedEvent(this.#current));
    });
  }
}

/** Reads a file that was kept before; `undefined`: it is none, and what the visitor has is not to be replaced by it. */
export function readSettingsFile(text: string): VisitorSettings | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isOurs = isObject(value) && own(value, 'keys') !== undefined && 'ratings' in value;
    return isOurs ? parseVisitorSettings(value) : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Reads settings as text; the site's own where it is no JSON. */
export function readSettings(text: string | undefined): VisitorSettings {
  try {
    return parseVisitorSettings(JSON.parse(text ?? '{}'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return parseVisitorSettings({});
  }
}
