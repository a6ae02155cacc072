import { readStored, store } from '../settings/storage.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'homebooru.theme';

function asTheme(value: unknown): Theme | undefined {
  return themes.find((theme) => theme === value);
}

/** The visitor's choice, or `undefined`: none, or a browser that keeps nothing. */
export function storedTheme(): Theme | undefined {
  return asTheme(readStored(storageKey));
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

/** Takes the next theme and keeps it for the next page. */
export function switchTheme(): Theme {
  const current = asTheme(document.documentElement.dataset['theme']) ?? 'system';
  const next = themes[(themes.indexOf(current) + 1) % themes.length] ?? 'system';
  applyTheme(next);
  store(storageKey, next);
  return next;
}
