import type { DecoderPool } from '../decode/decoder-pool.ts';
import type { Client, SiteOptions } from '../network/client.ts';
import type { BooruSettings, Settings } from '../settings/settings.ts';
import { booruSettingsOf } from '../settings/settings.ts';
import { Booru } from './booru.ts';
import { gelbooruTags } from './gelbooru-tags.ts';
import { danbooruKind } from './kinds/danbooru.ts';
import { e621Kind } from './kinds/e621.ts';
import { gelbooruKind } from './kinds/gelbooru.ts';
import { moebooruKind } from './kinds/moebooru.ts';
import { LearnedTags } from './learned-tags.ts';
import type { Source, SourceRole } from './source.ts';
import { openWeakerSources } from './weaker-sources.ts';

/** A source that is switched on and cannot be asked. */
export interface UnusableSource {
  readonly name: string;
  /** What it wants, in the words of a notice. */
  readonly wish: string;
}

/** Every source that the settings switch on, in their order; offline, those that ask nobody. */
export interface OpenSources {
  readonly sources: readonly Source[];
  readonly unusable: readonly UnusableSource[];
  /** Keeps what was learned on the way. */
  readonly save: () => Promise<void>;
}

/** What sources are made from. */
export interface SourceSetup {
  readonly settings: Settings;
  readonly client: Client;
  /** Renders what reverse searches are sent. */
  readonly pool: DecoderPool;
  /** Where keys are: variables by name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** These answer nobody who brings no key. */
const keyed: ReadonlySet<string> = new Set(['gelbooru', 'rule34']);

/**
 * The boorus that a run asks by MD5, but for one that is offline: switched on, and with the keys that they want.
 * `leftover`: those that are asked only when all the others have answered.
 */
export function askedBoorus({
  settings,
  environment,
}: Pick<SourceSetup, 'settings' | 'environment'>): {
  readonly exact: readonly string[];
  readonly leftover: readonly string[];
} {
  const asked = booruSettingsOf(settings).filter(
    ([name, booru]) => booru.enabled && !lacksKeys(name, keysOf(name, booru, environment)),
  );
  const names = (role: SourceRole): readonly string[] =>
    asked.filter(([name, booru]) => kindOf(name, booru).role === role).map(([name]) => name);
  return { exact: names('exact'), leftover: names('leftover') };
}

function lacksKeys(name: string, keys: Pick<SiteOptions, 'secretQuery'>): boolean {
  return keyed.has(name) && !keys.secretQuery;
}

export async function openSources(setup: SourceSetup): Promise<OpenSources> {
  const sources: Source[] = [];
  const unusable: UnusableSource[] = [];
  const learned: LearnedTags[] = [];
  for (const [name, settings] of booruSettingsOf(setup.settings)) {
    if (!settings.enabled || setup.settings.isOffline) continue;
    const keys = keysOf(name, settings, setup.environment);
    if (lacksKeys(name, keys)) {
      unusable.push({
        name,
        wish: `${variable(name, 'API_KEY')} and ${variable(name, 'USER_ID')}`,
      });
      continue;
    }
    const site = setup.client.site({ ...settings, ...keys });
    const kind = kindOf(name, settings);
    // Only Gelbooru itself tells its tags' types apart from the posts.
    if (name !== 'gelbooru') sources.push(new Booru({ name, kind, site }));
    else {
      const tags = await LearnedTags.open(setup.settings.paths.state, name);
      learned.push(tags);
      sources.push(new Booru({ name, kind, site, complete: gelbooruTags(site, tags) }));
    }
  }
  const weaker = await openWeakerSources(setup, sources);
  return {
    sources: [...sources, ...weaker.sources],
    unusable: [...unusable, ...weaker.unusable],
    save: async () => {
      for (const tags of learned) await tags.save();
    },
  };
}

function kindOf(name: string, { kind, batch }: BooruSettings) {
  switch (kind) {
    case 'danbooru':
      return danbooruKind(batch);
    case 'e621':
      return e621Kind(batch);
    case 'moebooru':
      return moebooruKind(batch);
    case 'gelbooru':
      return gelbooruKind(name === 'gelbooru' ? 'gelbooru' : '0.2');
    default:
      return kind satisfies never;
  }
}

/** `DANBOORU_LOGIN` and `DANBOORU_API_KEY`, `GELBOORU_USER_ID` and `GELBOORU_API_KEY`, after the source's name. */
function keysOf(
  name: string,
  { kind }: BooruSettings,
  environment: SourceSetup['environment'],
): Pick<SiteOptions, 'secretQuery' | 'login'> {
  const key = environment[variable(name, 'API_KEY')];
  if (!key || kind === 'moebooru') return {};
  if (kind === 'gelbooru') {
    const user = environment[variable(name, 'USER_ID')];
    return user
      ? {
          secretQuery: [
            ['api_key', key],
            ['user_id', user],
          ],
        }
      : {};
  }
  const login = environment[variable(name, 'LOGIN')];
  return login ? { login: { name: login, password: key } } : {};
}

function variable(name: string, suffix: string): string {
  return `${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_${suffix}`;
}
