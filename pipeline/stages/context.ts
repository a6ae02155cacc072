import type { DecoderPool } from '../decode/decoder-pool.ts';
import type { Library } from '../library/library.ts';
import type { RecordTable } from '../library/record-table.ts';
import type { Settings } from '../settings/settings.ts';

/** Something that went wrong with one file; the run goes on. */
export interface Problem {
  /** As the user knows it: below the image folder, or below the collection. */
  readonly path: string;
  readonly reason: string;
}

/** How far a stage is. `total` 0: nobody knows. */
export type ReportProgress = (stage: string, done: number, total: number) => void;

/** What every stage works with. */
export interface Context {
  readonly settings: Settings;
  readonly library: Library;
  readonly records: RecordTable;
  readonly pool: DecoderPool;
  readonly problems: Problem[];
  /** Things worth saying that are no problems. */
  readonly notices: string[];
  readonly progress: ReportProgress;
  /** The run's time, ISO 8601, UTC: `SOURCE_DATE_EPOCH` where it is set. */
  readonly now: string;
  /** The user says that missing pictures are meant to be missing. */
  readonly acceptMissing: boolean;
  /** Does work that the user may stop: its signal is aborted then. */
  readonly interruptible: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/** The user has stopped the run: what was done is kept, and the next run goes on from there. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** A run that must not go on: nothing was changed, exit code 2. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
