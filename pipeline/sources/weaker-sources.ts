import type { SourceSetup, UnusableSource } from './all-sources.ts';
import { Booru } from './booru.ts';
import { Iqdb } from './iqdb/iqdb.ts';
import { NameHintSource } from './name-hints/name-hints.ts';
import { SauceQuotas } from './saucenao/quota.ts';
import { SauceNao, sauceBoorus } from './saucenao/saucenao.ts';
import type { Source } from './source.ts';
import { uploadRenderer } from './upload.ts';

/** The sources that may find posts of other files, and what they lack. */
export interface WeakerSources {
  readonly sources: readonly Source[];
  readonly unusable: readonly UnusableSource[];
}

/** Requests a second at most; SauceNAO's quotas are far below. */
const sauceNaoPace = 1;

/**
 * The names of files, and the reverse searches that are switched on. `exact`: the sources that know pictures by MD5;
 * what is found is asked of them.
 */
export async function openWeakerSources(
  { settings, client, environment, pool }: SourceSetup,
  exact: readonly Source[],
): Promise<WeakerSources> {
  const boorus = exact.filter((source) => source instanceof Booru);
  const sources: Source[] = boorus.length > 0 ? [new NameHintSource(boorus)] : [];
  const unusable: UnusableSource[] = [];
  const { iqdb, saucenao } = settings.sources;
  const render = uploadRenderer(settings, pool);
  if (iqdb.enabled && !settings.isOffline) {
    const { DANBOORU_LOGIN: name, DANBOORU_API_KEY: password } = environment;
    const login = name && password ? { login: { name, password } } : {};
    const site = client.site({ ...iqdb, ...login });
    sources.push(new Iqdb({ site, threshold: iqdb.threshold, render }));
  }
  if (saucenao.enabled && !settings.isOffline) {
    const key = environment['SAUCENAO_API_KEY'];
    if (!key) unusable.push({ name: 'saucenao', wish: 'SAUCENAO_API_KEY' });
    else if (!boorus.some(({ name }) => sauceBoorus.includes(name))) {
      // Whatever it found, nobody could be asked about it: no picture is uploaded for that.
      unusable.push({ name: 'saucenao', wish: `one of ${sauceBoorus.join(', ')}` });
    } else {
      const site = client.site({
        url: saucenao.url,
        requestsPerSecond: sauceNaoPace,
        secretQuery: [['api_key', key]],
      });
      const quotas = await SauceQuotas.open(settings.paths.state);
      const { threshold } = saucenao;
      const { clock } = client;
      sources.push(new SauceNao({ site, threshold, render, quotas, clock, boorus }));
    }
  }
  return { sources, unusable };
}
