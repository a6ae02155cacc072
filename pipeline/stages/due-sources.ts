import { programVersion } from '../cli/version.ts';
import { DecoderPool } from '../decode/decoder-pool.ts';
import type { Library } from '../library/library.ts';
import { duePosts } from '../library/lookup-table.ts';
import { Client, userAgentOf } from '../network/client.ts';
import { readRests } from '../network/rests-file.ts';
import { type Settings, taggerModels } from '../settings/settings.ts';
import { taggerSource } from '../settings/source-names.ts';
import { openSources } from '../sources/all-sources.ts';
import { ModelError } from '../tagger/descriptor.ts';
import { findModel } from '../tagger/find-models.ts';
import { guessWish } from './guess-wish.ts';
import { awaited, roundsOf, unknownTo } from './rounds.ts';

/**
 * The names of the sources and models that a run would ask about a post now, first of all: others may have their turn
 * in the same run, once these have answered. Contacts nobody.
 */
export async function dueSources(
  settings: Settings,
  library: Library,
  number: number,
  now: string,
): Promise<readonly string[]> {
  using client = new Client({
    userAgent: userAgentOf(programVersion, settings.network.contact),
    rests: await readRests(settings.paths.state, Date.parse(now)),
  });
  await using pool = new DecoderPool(settings.limits.seconds, 1);
  const { sources } = await openSources({ settings, client, pool, environment: process.env });
  const asked = roundsOf(sources).flatMap(({ sources: round, after }) =>
    round
      .filter(({ name, role }) => {
        const wish = {
          source: name,
          after: awaited(after),
          unknownTo: unknownTo(settings, role),
          now,
          number,
        };
        return duePosts(library, wish).length > 0;
      })
      .map(({ name }) => name),
  );
  return [...asked, ...(await dueModels(settings, library, number, now))];
}

async function dueModels(
  settings: Settings,
  library: Library,
  number: number,
  now: string,
): Promise<readonly string[]> {
  if (!settings.sources.tagger.enabled) return [];
  const due: string[] = [];
  const rests = await readRests(settings.paths.state, Date.parse(now));
  for (const name of taggerModels(settings)) {
    const source = taggerSource(name);
    const wish = { ...guessWish(settings, source, now, rests), number };
    if (duePosts(library, wish).length > 0 && (await isReady(settings, name))) due.push(source);
  }
  return due;
}

async function isReady(settings: Settings, name: string): Promise<boolean> {
  try {
    return (await findModel(settings, name))?.missing.length === 0;
  } catch (error) {
    if (error instanceof ModelError) return false;
    throw error;
  }
}
