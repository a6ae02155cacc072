import type { Settings } from '../../pipeline/settings/settings.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';

/** Refuses settings that this version of the site does not carry out: it would write what the user does not want. */
export function checkSiteSettings(settings: Settings): void {
  const { site, paths } = settings;
  const refuse = (key: string, wish: string): never => {
    throw new SettingsError(`${paths.settingsFile}: ${key}: ${wish}`);
  };
  if (site.pages !== 'all')
    refuse('site.pages', 'this version writes all pages; remove it, or say all');
}
