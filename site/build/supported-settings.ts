import type { Settings } from '../../pipeline/settings/settings.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';

/**
 * Settings that this version of the site does not carry out yet. Those that would show or write what the user does not
 * want are refused; of the others a notice is returned.
 */
export function checkSiteSettings(settings: Settings): readonly string[] {
  const { site, paths } = settings;
  const refuse = (key: string, wish: string): never => {
    throw new SettingsError(`${paths.settingsFile}: ${key}: ${wish}`);
  };
  if (site.pages !== 'all')
    refuse('site.pages', 'this version writes all pages; remove it, or say all');
  return site.order === 'new' ? [] : ['site.order: this version shows the newest first'];
}
