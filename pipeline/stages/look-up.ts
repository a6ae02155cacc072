import { programVersion } from '../cli/version.ts';
import { duePosts } from '../library/lookup-table.ts';
import { Client, userAgentOf } from '../network/client.ts';
import { type Clock, systemClock } from '../network/clock.ts';
import type { HostRest } from '../network/host.ts';
import { readRests, writeRests } from '../network/rests-file.ts';
import type { ImageRoot } from '../scan/walk.ts';
import { type OpenSources, openSources } from '../sources/all-sources.ts';
import { parseAge } from '../sources/apply-finding.ts';
import type { Source } from '../sources/source.ts';
import { askSource, newTally, type SourceTally } from './ask-source.ts';
import type { Context } from './context.ts';
import { Patience } from './patience.ts';
import { awaited, roundsOf, unknownTo } from './rounds.ts';
import { countOf, sayTallies } from './say-tallies.ts';
import { subjectReader } from './subjects.ts';

/** What the user wants of this run's look-ups; nothing: what is due. */
export interface LookUpWishes {
  /** Names of the sources to ask; missing: all that are switched on. */
  readonly only?: readonly string[];
  /** Ask these again, whatever their dates; `failed`: hosts that rest, too. */
  readonly retry?: 'absent' | 'failed';
  /** Ask again for what was found longer ago than an age such as 90d; `0d`: for all. Searches only where `only` names them. */
  readonly refresh?: string;
  /** The numbers of the posts to ask for; missing: all. */
  readonly select?: () => Promise<readonly number[]>;
  readonly clock?: Clock;
}

/** What was asked of a source, and what came of it: `requests` sent, the others pictures. */
export interface SourceCounts {
  readonly requests: number;
  readonly found: number;
  readonly absent: number;
  readonly failed: number;
}

/**
 * Asks the sources for what is due, in the order of their roles. Everything answered is written at once, so that it may
 * be stopped at any time: rejects then with the signal's reason.
 */
export async function lookUp(
  context: Context,
  roots: readonly ImageRoot[],
  wishes: LookUpWishes,
  signal: AbortSignal,
): Promise<Readonly<Record<string, SourceCounts>>> {
  const { settings, library } = context;
  const { state } = settings.paths;
  using client = new Client({
    userAgent: userAgentOf(programVersion, settings.network.contact),
    rests: await wokenRests(state, wishes),
    ...(wishes.clock ? { clock: wishes.clock } : {}),
  });
  const open = await openSources({
    settings,
    client,
    pool: context.pool,
    environment: process.env,
  });
  const tallies = new Map<Source, SourceTally>();
  const subjectOf = subjectReader(context, roots);
  const chosen = wishes.select && new Set(await wishes.select());
  try {
    for (const { sources, after } of roundsOf(open.sources)) {
      const asked = sources.filter(({ name }) => wishes.only?.includes(name) ?? true);
      const due = asked.map((source) => {
        const wish = {
          ...dueWish(context, wishesFor(source, wishes)),
          source: source.name,
          after: awaited(after),
          unknownTo: unknownTo(settings, source.role),
        };
        const all = duePosts(library, wish);
        return { source, numbers: chosen ? all.filter((number) => chosen.has(number)) : all };
      });
      const patience = new Patience(client.clock, due.length);
      const total = due.reduce((sum, { numbers }) => sum + numbers.length, 0);
      let done = 0;
      const onDone = (count: number): void => {
        done += count;
        context.progress(`asking ${asked.map(({ name }) => name).join(', ')}`, done, total);
      };
      const asking = { context, signal, patience, subjectOf, onDone };
      const work = due.map(async ({ source, numbers }) => {
        const tally = newTally();
        tallies.set(source, tally);
        try {
          await askSource(asking, source, numbers, tally);
        } finally {
          patience.leave();
        }
      });
      await allSettled(work);
      context.records.flush();
    }
  } finally {
    context.records.flush();
    await open.save();
    await writeRests(state, client.rests);
  }
  sayTallies(context, tallies);
  sayUnusable(context, open, wishes);
  return Object.fromEntries(
    [...tallies].map(([{ name, site }, { found, absent, failed }]) => [
      name,
      { requests: site?.requests ?? 0, found, absent, failed },
    ]),
  );
}

/** A search is asked again only by name: each is an upload, and one of a day's few. */
function wishesFor({ name, role }: Source, wishes: LookUpWishes): LookUpWishes {
  if (role !== 'reverse' || wishes.only?.includes(name)) return wishes;
  const { refresh: _refresh, ...others } = wishes;
  return others;
}

function dueWish({ now }: Context, { retry, refresh }: LookUpWishes) {
  const foundUntil =
    refresh === undefined ? undefined : new Date(Date.parse(now) - parseAge(refresh)).toISOString();
  return {
    now,
    ...(retry === undefined ? {} : { retry }),
    ...(foundUntil === undefined ? {} : { foundUntil }),
  };
}

/** Waits for all, then throws the first failure: none is left working. */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(work);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}

async function wokenRests(
  state: string,
  { retry, clock = systemClock }: LookUpWishes,
): Promise<ReadonlyMap<string, HostRest>> {
  const rests = await readRests(state, clock.now());
  if (retry !== 'failed') return rests;
  return new Map([...rests].map(([name, rest]) => [name, { ...rest, until: 0 }]));
}

/** What is switched on and lacks its keys is said where somebody waits for it. */
function sayUnusable(
  context: Context,
  { sources, unusable }: OpenSources,
  wishes: LookUpWishes,
): void {
  const after = sources.filter(({ role }) => role === 'exact').map(({ name }) => name);
  for (const { name, wish } of unusable) {
    if (wishes.only && !wishes.only.includes(name)) continue;
    const own = { ...dueWish(context, wishes), source: name, after };
    const { length } = duePosts(context.library, own);
    if (length > 0)
      context.notices.push(`${name}: not asked about ${countOf(length)}: it wants ${wish}`);
  }
}
