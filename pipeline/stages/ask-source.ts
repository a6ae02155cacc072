import PQueue from 'p-queue';
import { applyFinding } from '../sources/apply-finding.ts';
import { type Finding, failureIn, type Source, type Subject } from '../sources/source.ts';
import type { Context } from './context.ts';
import { orOwnFault } from './own-fault.ts';
import type { Patience } from './patience.ts';

/** What came of asking one source. */
export interface SourceTally {
  found: number;
  absent: number;
  /** Pictures that it was asked about, and about which it said nothing. */
  failed: number;
  /** Pictures that were left for the next run, as its host rests. */
  waiting: number;
  /** The last reason of a failure. */
  reason: string;
}

export function newTally(): SourceTally {
  return { found: 0, absent: 0, failed: 0, waiting: 0, reason: '' };
}

/** What asking takes besides the source. */
export interface Asking {
  readonly context: Context;
  readonly signal: AbortSignal;
  readonly patience: Patience;
  /** Reads what a source is told of a post; `undefined` where it is gone by now. */
  readonly subjectOf: (number: number) => Promise<Subject | undefined>;
  /** One picture is done with. */
  readonly onDone: (count: number) => void;
}

/** Times that a picture is asked about in one run. */
const mostAttempts = 2;
/** Durable writes under way at once: each waits for the disk. */
const writesAhead = 16;

/**
 * Asks a source about posts, batch by batch, and writes each batch's answers before the next is asked. Rejects with the
 * signal's reason when that is aborted: what was answered is kept.
 */
export async function askSource(
  asking: Asking,
  source: Source,
  numbers: readonly number[],
  tally: SourceTally,
): Promise<void> {
  for (let at = 0; at < numbers.length; at += source.batch) {
    const batch = numbers.slice(at, at + source.batch);
    const read = await Promise.all(batch.map(asking.subjectOf));
    const subjects = read.filter((subject) => subject !== undefined);
    const isAnswered = await askBatch(asking, source, subjects, tally);
    asking.onDone(batch.length);
    if (isAnswered) continue;
    tally.waiting += numbers.length - at - batch.length;
    return;
  }
}

/** `false`: the host rests and nobody waits for it, or the source refuses us. */
async function askBatch(
  asking: Asking,
  source: Source,
  subjects: readonly Subject[],
  tally: SourceTally,
): Promise<boolean> {
  let left = subjects;
  let failed: ReadonlyMap<string, Finding> = new Map();
  let isAwake = true;
  for (let attempt = 0; attempt < mostAttempts && left.length > 0; attempt++) {
    isAwake = await asking.patience.await(source.site, asking.signal);
    if (!isAwake) break;
    const settled = new Set<string>();
    const keep = async (findings: ReadonlyMap<string, Finding>): Promise<void> => {
      const fresh = [...findings].filter(
        ([md5, finding]) => !settled.has(md5) && failureIn(finding) === undefined,
      );
      for (const [md5] of fresh) settled.add(md5);
      await write(asking.context, source, subjects, new Map(fresh), tally);
    };
    const findings = await source.lookUp(left, asking.signal, (md5, finding) =>
      keep(new Map([[md5, finding]])),
    );
    await keep(findings);
    failed = new Map([...failed, ...findings].filter(([md5]) => !settled.has(md5)));
    left = left.filter(({ md5 }) => !settled.has(md5));
  }
  await write(asking.context, source, subjects, failed, tally);
  tally.waiting += left.filter(({ md5 }) => !failed.has(md5)).length;
  return isAwake && source.refusal === undefined;
}

/** A record that cannot be written is a problem; what was said of it is asked again by the next run. */
async function write(
  context: Context,
  { name }: Source,
  subjects: readonly Subject[],
  findings: ReadonlyMap<string, Finding>,
  tally: SourceTally,
): Promise<void> {
  const time = { now: context.now, absent: context.settings.absent };
  const writes = new PQueue({ concurrency: writesAhead });
  const paths = new Map(subjects.map(({ md5, record }) => [md5, record.locations[0]?.path]));
  const saved = [...findings].map(([md5, finding]) =>
    writes.add(() =>
      orOwnFault(context, paths.get(md5) ?? md5, async () => {
        await context.records.update(md5, (now) => now && applyFinding(now, name, finding, time));
        count(tally, finding);
      }),
    ),
  );
  await Promise.all(saved);
}

function count(tally: SourceTally, finding: Finding): void {
  const failure = failureIn(finding);
  if (failure !== undefined) {
    tally.failed += 1;
    tally.reason = failure;
  } else if (finding.state === 'absent') tally.absent += 1;
  else tally.found += 1;
}
