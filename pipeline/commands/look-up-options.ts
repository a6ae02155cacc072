import { type Command, Option } from 'commander';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { QueryError } from '../../catalog/search/query.ts';
import type { Session } from '../cli/session.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { agePattern } from '../sources/apply-finding.ts';
import type { Context } from '../stages/context.ts';
import type { LookUpWishes } from '../stages/look-up.ts';
import { findNumbers } from './find-posts.ts';
import { explain } from './search.ts';

/** What the user says of whom to ask, and about what. */
export interface LookUpOptions {
  readonly only?: string;
  readonly retry?: 'absent' | 'failed';
  readonly refresh?: boolean;
  readonly olderThan?: string;
}

export function withLookUp(command: Command): Command {
  return command
    .argument('[query...]', 'with --retry or --refresh: the posts to ask about')
    .option('--only <names>', 'ask these sources alone, as in danbooru,e621')
    .addOption(
      new Option('--retry <state>', 'ask again now; failed: hosts that rest, too').choices([
        'absent',
        'failed',
      ]),
    )
    .option('--refresh', 'ask again about what was found, as tags improve')
    .option('--older-than <age>', 'with --refresh: what was found so long ago, as in 90d');
}

/** Throws a SettingsError where the options do not fit each other or the settings. */
export function checkLookUp(
  { settings }: Session,
  { only, retry, refresh, olderThan }: LookUpOptions,
  query: string,
): void {
  const known = Object.entries(settings.sources);
  for (const name of only?.split(',') ?? []) {
    const source = known.find(([other]) => other === name)?.[1];
    if (!source) {
      const names = known.map(([other]) => other).join(', ');
      throw new SettingsError(`--only: there is no source ${name}; known: ${names}`);
    }
    if (!source.enabled) {
      throw new SettingsError(`--only: ${name} is off; sources.${name}.enabled switches it on`);
    }
  }
  if (olderThan !== undefined && !agePattern.test(olderThan)) {
    throw new SettingsError(
      `--older-than wants an age such as 90d, 2w, 3mo or 1y, got ${olderThan}`,
    );
  }
  if (olderThan !== undefined && !refresh) throw new SettingsError('--older-than wants --refresh');
  if (query === '') return;
  if (!refresh && retry === undefined)
    throw new SettingsError('a query wants --refresh or --retry');
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof QueryError) throw new SettingsError(explain(query, error));
    throw error;
  }
}

/** What a run is to ask, as the options say. */
export function lookUpWishes(
  { rules }: Session,
  { library }: Context,
  { only, retry, refresh, olderThan }: LookUpOptions,
  query: string,
): LookUpWishes {
  return {
    ...(only === undefined ? {} : { only: only.split(',') }),
    ...(retry === undefined ? {} : { retry }),
    ...(refresh ? { refresh: olderThan ?? '0d' } : {}),
    ...(query === '' ? {} : { select: () => findNumbers(library, rules, query) }),
  };
}
