import { isObject } from '../../catalog/json.ts';
import { readStored, store } from './storage.ts';
import {
  formatVisitorSettings,
  parseVisitorSettings,
  type VisitorSettings,
} from './visitor-settings.ts';

/** Where this browser keeps the visitor's settings. */
const settingsName = 'homebooru.settings';

/** Keeps the visitor's settings. */
export class SettingsKeeper {
  #current = readSettings(readStored(settingsName));

  get current(): VisitorSettings {
    return this.#current;
  }

  /** Changes some of them. Whether they will last beyond this page. */
  change(part: Partial<VisitorSettings>): boolean {
    this.#current = { ...this.#current, ...part };
    return store(settingsName, formatVisitorSettings(this.#current));
  }

  /** Follows what is changed in other windows. */
  listen(): void {
    addEventListener('storage', ({ key, newValue }) => {
      if (key === settingsName) this.#current = readSettings(newValue ?? undefined);
    });
  }
}

/** Reads a file that was kept before; `undefined`: it is none, and what the visitor has is not to be replaced by it. */
export function readSettingsFile(text: string): VisitorSettings | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && 'ratings' in value ? parseVisitorSettings(value) : undefined;
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
