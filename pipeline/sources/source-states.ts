import { readRests } from '../network/rests-file.ts';
import { booruSettingsOf, type Settings } from '../settings/settings.ts';
import { askedBoorus } from './all-sources.ts';
import { type QuotaLeft, SauceQuotas } from './saucenao/quota.ts';

/** How a source stands, between runs. */
export interface SourceState {
  readonly name: string;
  /** `waiting`: its site wants to be left alone until a time; `keyless`: it answers nobody without a key. */
  readonly state: 'ok' | 'waiting' | 'off' | 'keyless';
  /** ISO 8601, UTC. */
  readonly until: string | null;
  /** Why it waits, or what it wants. */
  readonly reason: string | null;
  /** Searches of the last 24 hours, and how many are left, where the site said so. */
  readonly quota: QuotaLeft | null;
}

/** Every source that asks somebody, in the order of the settings. `environment`: where keys are. */
export async function sourceStates(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
  now: number,
): Promise<readonly SourceState[]> {
  const { state } = settings.paths;
  const rests = await readRests(state, now);
  const quotas = await SauceQuotas.open(state);
  const { exact, leftover } = askedBoorus({ settings, environment });
  const asked = new Set([...exact, ...leftover]);
  const { saucenao, iqdb } = settings.sources;
  const hasKey = environment['SAUCENAO_API_KEY'] !== undefined;
  const all = [
    ...booruSettingsOf(settings).map(([name, source]) => ({
      name,
      ...source,
      hasKey: asked.has(name),
      quota: null,
      usedUpUntil: undefined,
    })),
    { name: 'iqdb', ...iqdb, hasKey: true, quota: null, usedUpUntil: undefined },
    {
      name: 'saucenao',
      ...saucenao,
      hasKey,
      quota: quotas.leftAt(now),
      usedUpUntil: quotas.usedUpUntil(now),
    },
  ];
  return all.map(({ name, enabled, url, hasKey, quota, usedUpUntil }) => {
    const rest = rests.get(new URL(url).host);
    const until = Math.max(rest?.until ?? 0, usedUpUntil ?? 0);
    const isWaiting = until > now;
    const known = { name, quota: enabled ? quota : null };
    if (!enabled) return { ...known, state: 'off', until: null, reason: null };
    if (!hasKey) return { ...known, state: 'keyless', until: null, reason: 'wants a key' };
    if (!isWaiting) return { ...known, state: 'ok', until: null, reason: null };
    const reason =
      usedUpUntil === undefined ? (rest?.reason ?? null) : 'today\u2019s searches are used up';
    return { ...known, state: 'waiting', until: new Date(until).toISOString(), reason };
  });
}
