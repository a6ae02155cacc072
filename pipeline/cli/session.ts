import { contentHash } from '../../catalog/index/content-hash.ts';
import type { MergeRules } from '../../catalog/post.ts';
import { DecoderPool } from '../decode/decoder-pool.ts';
import { namingLibrary } from '../library/database-error.ts';
import { type Library, openLibrary } from '../library/library.ts';
import { cachePath } from '../library/library-files.ts';
import { lockCollection } from '../library/lock.ts';
import { isOnNetwork } from '../library/network-folder.ts';
import { RecordTable } from '../library/record-table.ts';
import { mergeRulesOf, readSettings, type Settings } from '../settings/settings.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { readTagRules } from '../settings/tag-rules-file.ts';
import type { Context, Problem } from '../stages/context.ts';
import { finishDeletes } from '../stages/trash.ts';
import { findCollection, readEnvironment } from './collection.ts';
import { interruptible } from './interrupt.ts';
import { type Output, openOutput } from './output.ts';
import { showProgress } from './progress.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly collection?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly acceptMissing?: boolean;
}

/** A command's view of a collection: settings and rules, nothing opened yet. */
export interface Session {
  readonly settings: Settings;
  readonly rules: MergeRules;
  readonly output: Output;
  readonly isDemo: boolean;
}

/** Finds and reads the collection. Throws a SettingsError. */
export async function openSession(options: CommonOptions): Promise<Session> {
  const output = openOutput(options.json === true);
  const { path, isDemo } = findCollection(options.collection);
  readEnvironment(path);
  if (isDemo)
    output.say('No collection named: using the demo collection (--collection DIR for your own).');
  const settings = await readSettings(path, options.offline === true);
  const tagRules = await readTagRules(settings.paths.tagsFile, cachePath(settings.paths.state));
  return { settings, rules: mergeRulesOf(settings, tagRules), output, isDemo };
}

/** How a process that has written before goes on. */
export interface KeptWriter {
  readonly open: (state: string) => Library;
  /** All is finished that was cut off before its last session. What has been since, the lock knows. */
  readonly isTidy: boolean;
}

/** Runs `work` as the collection's one writer, with the library open; `kept`: which one that is. */
export async function asWriter<T>(
  session: Session,
  command: string,
  options: CommonOptions,
  work: (context: Context, rulesHash: string) => Promise<T>,
  { open, isTidy }: KeptWriter = { open: openLibrary, isTidy: false },
): Promise<T> {
  const { settings, rules } = session;
  await using lock = await lockCollection(settings.paths.state, command);
  using library = await namingLibrary(settings.paths.state, async () => open(settings.paths.state));
  await using pool = new DecoderPool(settings.limits.seconds);
  const display = showProgress();
  try {
    const context = newContext(session, library, pool, display.report, options);
    if (isOnNetwork(settings.paths.state)) {
      context.notices.push(
        'the state folder is on a network file system: safe but slow; paths.state can name a local one',
      );
    }
    return await namingLibrary(settings.paths.state, async () => {
      // It reads all that is in the trash.
      if (!isTidy || lock.wasLeft) await finishDeletes(context);
      return await work(context, hashRules(rules));
    });
  } finally {
    display.stop();
  }
}

function newContext(
  { settings, rules }: Session,
  library: Library,
  pool: DecoderPool,
  progress: Context['progress'],
  options: CommonOptions,
): Context {
  const problems: Problem[] = [];
  return {
    settings,
    library,
    records: new RecordTable(library, settings.paths, rules),
    pool,
    problems,
    notices: [],
    progress,
    now: currentTime(),
    acceptMissing: options.acceptMissing === true,
    interruptible,
  };
}

/** Now, or what `SOURCE_DATE_EPOCH` says: https://reproducible-builds.org/specs/source-date-epoch/ */
export function currentTime(): string {
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  if (!epoch) return new Date().toISOString();
  if (!/^\d{1,12}$/.test(epoch)) {
    throw new SettingsError(`SOURCE_DATE_EPOCH wants seconds since 1970, got "${epoch}"`);
  }
  return new Date(Number(epoch) * 1000).toISOString();
}

/** Tells states of tags.yaml, of the order of sources and of the thresholds apart. */
function hashRules({ precedence, tagRules, thresholds }: MergeRules): string {
  const { aliases, implications, categories, hidden } = tagRules;
  return contentHash(
    JSON.stringify([
      precedence,
      [...aliases],
      [...implications],
      [...categories],
      [...hidden],
      [...thresholds],
    ]),
  );
}
