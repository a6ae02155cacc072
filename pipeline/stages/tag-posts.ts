import type { PostRecord } from '../../catalog/record.ts';
import { reasonOf } from '../library/files.ts';
import { duePosts, failedPosts } from '../library/lookup-table.ts';
import { readRests } from '../network/rests-file.ts';
import type { ImageRoot } from '../scan/walk.ts';
import { taggerModels } from '../settings/settings.ts';
import { taggerSource } from '../settings/source-names.ts';
import { applyFinding, parseAge } from '../sources/apply-finding.ts';
import type { Finding, Subject } from '../sources/source.ts';
import { ModelError } from '../tagger/descriptor.ts';
import { type FoundModel, findModel } from '../tagger/find-models.ts';
import { openTagger } from '../tagger/open-tagger.ts';
import type { TagOutcome } from '../tagger/tagger.ts';
import type { Context } from './context.ts';
import { betterSources, guessWish } from './guess-wish.ts';
import { inOrder } from './in-order.ts';
import type { LookUpWishes, SourceCounts } from './look-up.ts';
import { orOwnFault } from './own-fault.ts';
import { subjectReader } from './subjects.ts';

/** More than the tagger takes at once, so that it never waits for a record to be read or written. */
const picturesAhead = 6;

/**
 * Has the models guess the tags of posts that no booru knows, each post once by each model. Every answer is written at
 * once, so that it may be stopped at any time: rejects then with the signal's reason. Returns what came of each model.
 */
export async function tagPosts(
  context: Context,
  roots: readonly ImageRoot[],
  wishes: LookUpWishes,
  signal: AbortSignal,
): Promise<Readonly<Record<string, SourceCounts>>> {
  const { enabled } = context.settings.sources.tagger;
  if (!enabled || wishes.only?.includes('tagger') === false) return {};
  const counts: [string, SourceCounts][] = [];
  for (const name of taggerModels(context.settings)) {
    const source = taggerSource(name);
    const model = await readyModel(context, name);
    // Where nobody asked for it, and how to get it was said, the posts need not be looked through.
    const isIdle = isLack(model) && !isLackNews(context, model);
    const numbers = isIdle ? [] : await dueNumbers(context, source, wishes);
    await listStanding(context, roots, source, new Set(numbers));
    if (numbers.length === 0) continue;
    if (isLack(model)) sayLack(context, name, model, numbers.length);
    else counts.push([source, await tagBy(context, roots, model, numbers, signal)]);
  }
  return Object.fromEntries(counts);
}

/** The posts that a model is to see: none that a site knows, unless it is to see all. */
async function dueNumbers(
  { settings, library, now }: Context,
  source: string,
  { only, retry, refresh, select }: LookUpWishes,
): Promise<readonly number[]> {
  const rests = await readRests(settings.paths.state, Date.parse(now));
  // A model does not learn: it is asked again only where the user means it.
  const again = refresh !== undefined && only?.includes('tagger') ? refresh : undefined;
  const due = duePosts(library, {
    ...guessWish(settings, source, now, rests),
    ...(retry === undefined ? {} : { retry }),
    ...(again === undefined
      ? {}
      : { foundUntil: new Date(Date.parse(now) - parseAge(again)).toISOString() }),
  });
  const chosen = select && new Set(await select());
  return due.filter((number) => chosen?.has(number) ?? true);
}

/** What a model could not tag, is not to try again yet, and is still to be guessed, stays a problem. */
async function listStanding(
  context: Context,
  roots: readonly ImageRoot[],
  source: string,
  asked: ReadonlySet<number>,
): Promise<void> {
  const subjectOf = subjectReader(context, roots);
  for (const number of failedPosts(context.library, source, betterSources(context.settings))) {
    const record = asked.has(number) ? undefined : (await subjectOf(number))?.record;
    const reason = record?.lookups.get(source)?.reason;
    if (!record || reason === undefined) continue;
    context.problems.push({ path: record.locations[0]?.path ?? record.md5, reason });
  }
}

const hintFact = 'said how to get a model';

/** Why there is no model to work with. */
interface Lack {
  readonly reason: string;
  /** It is there, and broken: always a problem. */
  readonly isBroken: boolean;
  /** How to get one. */
  readonly wish: string;
}

function isLack(model: FoundModel | Lack): model is Lack {
  return 'isBroken' in model;
}

async function readyModel({ settings }: Context, name: string): Promise<FoundModel | Lack> {
  try {
    const model = await findModel(settings, name);
    if (!model) {
      const wish = '`homebooru models list` lists those that are known';
      return { reason: 'there is no such model', isBroken: false, wish };
    }
    if (model.missing.length === 0) return model;
    const { descriptor, missing } = model;
    const wish = `\`homebooru models pull ${name}\` loads ${descriptor.name} (${descriptor.license})`;
    return { reason: `${missing.join(', ')} missing`, isBroken: false, wish };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { reason: reasonOf(error), isBroken: true, wish: '' };
  }
}

/** Whether there is more to say of it than what was said once. */
function isLackNews({ settings, library }: Context, { isBroken }: Lack): boolean {
  const isDemanded = settings.sources.tagger.enabled === true;
  return isBroken || isDemanded || library.fact(hintFact) === undefined;
}

/** A problem where the model is demanded or broken, else a hint. */
function sayLack(context: Context, name: string, lack: Lack, posts: number): void {
  const { settings, library, problems, notices } = context;
  const path = `models/${name}`;
  const { reason, isBroken, wish } = lack;
  if (isBroken) problems.push({ path, reason: `not tagged: ${reason}` });
  else if (settings.sources.tagger.enabled === true) {
    problems.push({ path, reason: `not tagged: ${reason}; ${wish}` });
  } else if (library.fact(hintFact) === undefined) {
    notices.push(`no booru knows ${posts} of the pictures; a model can guess their tags: ${wish}`);
    library.setFact(hintFact, context.now);
  }
}

interface Tagged {
  readonly subject: Subject;
  readonly outcome: TagOutcome;
}

async function tagBy(
  context: Context,
  roots: readonly ImageRoot[],
  model: FoundModel,
  numbers: readonly number[],
  signal: AbortSignal,
): Promise<SourceCounts> {
  const source = taggerSource(model.name);
  const subjectOf = subjectReader(context, roots);
  const tally = { requests: 0, found: 0, absent: 0, failed: 0 };
  let unusable: string | undefined;
  let done = 0;
  await using tagger = await openTagger(context.settings, model);
  // A run takes seconds: whoever stops us does not wait for it.
  const close = (): void => void tagger[Symbol.asyncDispose]();
  signal.addEventListener('abort', close, { once: true });
  const tag = async (number: number): Promise<Tagged | undefined> => {
    if (unusable !== undefined || signal.aborted) return undefined;
    const subject = await subjectOf(number);
    const [path] = subject?.paths ?? [];
    return subject && path !== undefined ? { subject, outcome: await tagger.tag(path) } : undefined;
  };
  try {
    await inOrder(numbers, picturesAhead, tag, async (tagged) => {
      signal.throwIfAborted();
      if (tagged?.outcome.kind === 'unusable') unusable ??= tagged.outcome.reason;
      else if (tagged) tally[await keep(context, source, tagged)] += 1;
      done += 1;
      if (unusable === undefined) context.progress(`tagging, ${model.name}`, done, numbers.length);
    });
  } finally {
    signal.removeEventListener('abort', close);
    context.records.flush();
  }
  if (unusable !== undefined) {
    context.problems.push({ path: `models/${model.name}`, reason: `not tagged: ${unusable}` });
  }
  return tally;
}

/** Writes what a model said of a picture, or that it could not. */
async function keep(
  context: Context,
  source: string,
  { subject, outcome }: Tagged,
): Promise<'found' | 'failed'> {
  const finding: Finding =
    outcome.kind === 'tagged'
      ? { state: 'found', answer: outcome.predictions }
      : { state: 'failed', reason: `not tagged: ${outcome.reason}` };
  const path = subject.record.locations[0]?.path ?? subject.md5;
  if (finding.state === 'failed') context.problems.push({ path, reason: finding.reason });
  const time = { now: context.now, absent: context.settings.absent };
  const change = (now: PostRecord | undefined): PostRecord | undefined => {
    if (!now) return undefined;
    const next = applyFinding(now, source, finding, time);
    // The Flask version's own word for it, for readers that know no other.
    const isCamie = source === 'camie_tagger' && finding.state === 'found';
    return isCamie ? { ...next, rest: new Map(next.rest).set('camie_tagger_lookup', true) } : next;
  };
  const kept = await orOwnFault(context, path, async () => {
    await context.records.update(subject.md5, change);
    return finding.state;
  });
  return kept ?? 'failed';
}
