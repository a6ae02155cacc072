import { reasonOf } from '../library/files.ts';
import { duePosts, failedPosts, isFoundBy } from '../library/lookup-table.ts';
import type { ImageRoot } from '../scan/walk.ts';
import { taggerModels, taggerSource } from '../settings/settings.ts';
import { askedBoorus } from '../sources/all-sources.ts';
import { applyFinding, parseAge } from '../sources/apply-finding.ts';
import type { Finding, Subject } from '../sources/source.ts';
import { ModelError } from '../tagger/descriptor.ts';
import { type FoundModel, findModel } from '../tagger/find-models.ts';
import { openTagger } from '../tagger/open-tagger.ts';
import type { TagOutcome } from '../tagger/tagger.ts';
import type { Context } from './context.ts';
import { inOrder } from './in-order.ts';
import type { LookUpWishes, SourceCounts } from './look-up.ts';
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
    const numbers = await dueNumbers(context, source, wishes);
    await listStanding(context, roots, source, new Set(numbers));
    if (numbers.length === 0) continue;
    const model = await usableModel(context, name, numbers.length);
    if (model) counts.push([source, await tagBy(context, roots, model, numbers, signal)]);
  }
  return Object.fromEntries(counts);
}

/** The posts that a model is to see: none that a site knows, unless it is to see all. */
async function dueNumbers(
  { settings, library, now }: Context,
  source: string,
  { only, retry, refresh, select }: LookUpWishes,
): Promise<readonly number[]> {
  const { when, whenFailed } = settings.sources.tagger;
  const isUntagged = when === 'untagged';
  const boorus = askedBoorus({ settings, environment: process.env });
  // Leftover sources are not asked while an exact one fails: who does not wait for that one does not wait for them.
  const after = whenFailed ? boorus.exact : [...boorus.exact, ...boorus.leftover];
  // A model does not learn: it is asked again only where the user means it.
  const again = refresh !== undefined && only?.includes('tagger') ? refresh : undefined;
  const due = duePosts(library, {
    source,
    after: isUntagged ? after : [],
    afterFailed: whenFailed,
    now,
    ...(retry === undefined ? {} : { retry }),
    ...(again === undefined
      ? {}
      : { foundUntil: new Date(Date.parse(now) - parseAge(again)).toISOString() }),
  });
  const chosen = select && new Set(await select());
  // What is known by the name of a file or by its looks is known, too: weakly, and better than guessed.
  const sites = [...Object.keys(settings.sources), 'filename'].filter(
    (name) => name !== 'tagger' && name !== 'tagfiles',
  );
  return due.filter(
    (number) => (chosen?.has(number) ?? true) && !(isUntagged && isFoundBy(library, number, sites)),
  );
}

/** What a model could not tag, and is not to try again yet, stays a problem. */
async function listStanding(
  context: Context,
  roots: readonly ImageRoot[],
  source: string,
  asked: ReadonlySet<number>,
): Promise<void> {
  const subjectOf = subjectReader(context, roots);
  for (const number of failedPosts(context.library, source)) {
    const record = asked.has(number) ? undefined : (await subjectOf(number))?.record;
    const reason = record?.lookups.get(source)?.reason;
    if (!record || reason === undefined) continue;
    context.problems.push({ path: record.locations[0]?.path ?? record.md5, reason });
  }
}

const hintFact = 'said how to get a model';

/** The model, or `undefined` after it was said what is missing: once where nobody asked for it, else as a problem. */
async function usableModel(
  context: Context,
  name: string,
  posts: number,
): Promise<FoundModel | undefined> {
  const { settings, library, problems, notices } = context;
  const path = `models/${name}`;
  try {
    const model = await findModel(settings, name);
    if (model?.missing.length === 0) return model;
    const wish = model
      ? `\`homebooru models pull ${name}\` loads ${model.descriptor.name} (${model.descriptor.license})`
      : '`homebooru models list` lists those that are known';
    if (settings.sources.tagger.enabled === true) {
      const what = model ? `${model.missing.join(', ')} missing` : 'there is no such model';
      problems.push({ path, reason: `not tagged: ${what}; ${wish}` });
    } else if (library.fact(hintFact) === undefined) {
      notices.push(
        `no booru knows ${posts} of the pictures; a model can guess their tags: ${wish}`,
      );
      library.setFact(hintFact, context.now);
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    problems.push({ path, reason: `not tagged: ${reasonOf(error)}` });
  }
  return undefined;
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
  if (finding.state === 'failed') {
    const path = subject.record.locations[0]?.path ?? subject.md5;
    context.problems.push({ path, reason: finding.reason });
  }
  const time = { now: context.now, absent: context.settings.absent };
  await context.records.update(subject.md5, (now) => {
    if (!now) return undefined;
    const next = applyFinding(now, source, finding, time);
    // The Flask version's own word for it, for readers that know no other.
    const isCamie = source === 'camie_tagger' && finding.state === 'found';
    return isCamie ? { ...next, rest: new Map(next.rest).set('camie_tagger_lookup', true) } : next;
  });
  return finding.state;
}
