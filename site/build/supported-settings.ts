import type { Settings } from '../../pipeline/settings/settings.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';

/**
 * Settings that this version of the site does not carry out yet. Those that would show or write what the user does not
 * want are refused; of the others a notice is returned.
 */
export function checkSiteSettings(settings: Settings): readonly string[] {
  const { site, paths, trash } = settings;
  const refuse = (key: string, wish: string): never => {
    throw new SettingsError(`${paths.settingsFile}: ${key}: ${wish}`);
  };
  if (site.pages !== 'all')
    refuse('site.pages', 'this version writes all pages; remove it, or say all');
  return [
    ...(site.order === 'new' ? [] : ['site.order: this version shows the newest first']),
    ...(trash.days === null
      ? []
      : ['trash.days: nothing is removed from the trash by itself in this version']),
    ...ignoredKeys(settings).map((key) => `${key}: not carried out in this version`),
  ];
}

/** Sources that nothing asks yet. */
const idleSources = new Set(['iqdb', 'saucenao']);

/** What the user switched on and nothing listens to. */
function ignoredKeys({ sources, schedule }: Settings): readonly string[] {
  return [
    ...Object.entries(sources)
      .filter(([name, { enabled }]) => enabled !== false && idleSources.has(name))
      .map(([name]) => `sources.${name}`),
    ...Object.entries(schedule)
      .filter(([, time]) => time !== null)
      .map(([task]) => `schedule.${task}`),
  ];
}
