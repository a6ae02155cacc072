import type { DueWish } from '../library/lookup-table.ts';
import type { HostRest } from '../network/host.ts';
import { booruSettingsOf, type Settings } from '../settings/settings.ts';
import { askedBoorus } from '../sources/all-sources.ts';

/**
 * Which posts a model is to see by itself: none that a site knows, unless it is to see all. `rests`: the hosts that fail
 * now, and so are asked about few posts or none.
 */
export function guessWish(
  settings: Settings,
  source: string,
  now: string,
  rests: ReadonlyMap<string, HostRest>,
): DueWish {
  const { when, whenFailed } = settings.sources.tagger;
  const boorus = askedBoorus({ settings, environment: process.env });
  // Leftover sources are not asked while an exact one fails: who does not wait for that one does not wait for them.
  const after = whenFailed ? boorus.exact : [...boorus.exact, ...boorus.leftover];
  return {
    source,
    after: when === 'untagged' ? after : [],
    unknownTo: betterSources(settings),
    afterFailed: whenFailed,
    silent: whenFailed ? failingBoorus(settings, rests) : [],
    now,
  };
}

function failingBoorus(
  settings: Settings,
  rests: ReadonlyMap<string, HostRest>,
): readonly string[] {
  return booruSettingsOf(settings)
    .filter(([, { url }]) => rests.has(new URL(url).host))
    .map(([name]) => name);
}

/**
 * Whose posts need no guess. What is known by the name of a file or by its looks is known, too: weakly, and better than
 * guessed.
 */
export function betterSources({ sources }: Settings): readonly string[] {
  if (sources.tagger.when === 'always') return [];
  const others = Object.keys(sources).filter((name) => name !== 'tagger' && name !== 'tagfiles');
  return [...others, 'filename'];
}
