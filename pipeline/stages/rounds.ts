import { booruSettingsOf, type Settings } from '../settings/settings.ts';
import { type Source, type SourceRole, sourceRoles } from '../sources/source.ts';

/** Sources that are asked side by side, and whose absence they wait for. */
export interface Round {
  readonly sources: readonly Source[];
  readonly after: readonly Source[];
}

const sideBySide: ReadonlySet<SourceRole> = new Set(['exact', 'leftover']);

/** The order in which sources have their turns. */
export function roundsOf(sources: readonly Source[]): readonly Round[] {
  const rounds: Round[] = [];
  const after: Source[] = [];
  for (const role of sourceRoles) {
    const ofRole = sources.filter((source) => source.role === role);
    const groups = sideBySide.has(role) ? [ofRole] : ofRole.map((source) => [source]);
    for (const group of groups.filter(({ length }) => length > 0)) {
      rounds.push({ sources: group, after: [...after] });
      after.push(...group);
    }
  }
  return rounds;
}

/** What any booru has told of the very picture, be it switched off by now, is better than what is like it. */
export function unknownTo(settings: Settings, role: SourceRole): readonly string[] {
  if (role !== 'hint' && role !== 'reverse') return [];
  return booruSettingsOf(settings).map(([name]) => name);
}

/** Those whose absence counts: a search that refuses us may do so for ever, and the next one is no worse. */
export function awaited(sources: readonly Source[]): readonly string[] {
  return sources
    .filter(({ role, refusal, site }) => {
      const isRefused = refusal !== undefined || site?.rest?.failure === 'refused';
      return role !== 'reverse' || !isRefused;
    })
    .map(({ name }) => name);
}
