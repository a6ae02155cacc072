import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { countPosts } from './count-posts.ts';
import type { Library } from './library.ts';
import { fileForThreads } from './read-beside.ts';
import { RecordFolders, recordFolders } from './record-folders.ts';
import { errorOfThread, type ThreadFailure } from './thread-failure.ts';

/** How the records differ from what the library knows of them: places alone, as there may be a million. */
export interface RecordChanges {
  /** Records that there are. */
  readonly total: number;
  /** New, or of another size or time. */
  readonly changed: readonly string[];
  readonly gone: readonly string[];
  /** Those that could not be read before, and are as they were. */
  readonly failing: readonly { readonly place: string; readonly problem: string }[];
  /** See `RecordFolder`. */
  readonly doubles: readonly string[];
  readonly drafts: readonly string[];
}

/** What a thread that helps needs to know. */
export interface ChangesSetup {
  readonly metadata: string;
  /** The library's file. */
  readonly library: string;
  readonly turns: Int32Array<SharedArrayBuffer>;
  /** Whether every record counts as changed. */
  readonly isEvery: boolean;
}

export interface ChangesMessage {
  readonly kind: 'compared';
  readonly found: ReadonlyMap<string, RecordChanges>;
}

/** From so many posts on, a thread of its own is worth its start. */
const worthThread = 30_000;

/** How to look for changes. */
export interface ChangesWish {
  /** Each record counts as changed. */
  readonly isEvery: boolean;
  /** Threads that are at work already, beside this one. */
  readonly beside: number;
  /** Is told how many records were looked at. */
  readonly progress: (looked: number) => void;
}

/**
 * Compares the records with the library by size and time, half of the folders in a thread where a processor is free: to ask
 * for a million files takes as long as all the rest of a run in which nothing has changed.
 */
export async function findRecordChanges(
  library: Library,
  metadata: string,
  { isEvery, beside, progress }: ChangesWish,
  worth = worthThread,
): Promise<RecordChanges> {
  const turns = newTurns();
  const isWorth = countPosts(library) >= worth && availableParallelism() > 1 + beside;
  const file = isWorth ? fileForThreads(library) : undefined;
  const helper =
    file === undefined ? undefined : compareAside({ metadata, isEvery, library: file, turns });
  try {
    const own = await compareInTurns(library, { metadata, isEvery, turns }, progress);
    const others = await helper?.answer();
    return together(new Map([...own, ...(others ?? [])]));
  } finally {
    await helper?.end();
  }
}

/** Compares folders in a thread; `end` is to be called in any case. */
export function compareAside(setup: ChangesSetup): {
  readonly answer: () => Promise<ChangesMessage['found']>;
  readonly end: () => Promise<unknown>;
} {
  const worker = new Worker(new URL('record-changes-thread.ts', import.meta.url), {
    workerData: setup,
  });
  const answered = once(worker, 'message');
  // Who asks for it hears of a failure; nobody may ask.
  answered.catch(() => undefined);
  return {
    answer: async () => {
      const [message] = (await answered) as [ChangesMessage | ThreadFailure];
      if (message.kind === 'failed') throw errorOfThread(message);
      return message.found;
    },
    end: () => worker.terminate(),
  };
}

/** In what threads share: whose turn a folder is, and how many records were looked at. */
const [nextFolder, looked] = [0, 1];

export function newTurns(): ChangesSetup['turns'] {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** Compares one folder after the other, but for those that another thread has taken. */
export async function compareInTurns(
  library: Library,
  { metadata, isEvery, turns }: Omit<ChangesSetup, 'library'>,
  progress: (looked: number) => void,
): Promise<ReadonlyMap<string, RecordChanges>> {
  const folders = await RecordFolders.of(metadata);
  const found = new Map<string, RecordChanges>();
  for (;;) {
    const folder = recordFolders[Atomics.add(turns, nextFolder, 1)];
    if (folder === undefined) return found;
    const changes = await compareFolder(library, folders, folder, isEvery);
    found.set(folder, changes);
    progress(Atomics.add(turns, looked, changes.total) + changes.total);
  }
}

async function compareFolder(
  library: Library,
  folders: RecordFolders,
  folder: string,
  isEvery: boolean,
): Promise<RecordChanges> {
  const { files, doubles, drafts } = await folders.read(folder);
  const known = new Map(knownRecords(library, folder).map((row) => [row[0], row]));
  const changed: string[] = [];
  const failing: { place: string; problem: string }[] = [];
  for (const { place, size, mtime } of files) {
    const row = known.get(place);
    known.delete(place);
    if (isEvery || row?.[1] !== size || row[2] !== mtime) changed.push(place);
    else if (row[3] !== null) failing.push({ place, problem: row[3] });
  }
  return { total: files.length, changed, gone: [...known.keys()], failing, doubles, drafts };
}

type KnownRecord = readonly [place: string, size: number, mtime: number, problem: string | null];

/** The records of a folder; for `''` the flat ones, which stand between the folders'. */
function knownRecords(library: Library, folder: string): readonly KnownRecord[] {
  const between = 'SELECT place, size, mtime, problem FROM records WHERE place >= ? AND place < ?';
  const digits = [...'0123456789abcdef'];
  const ranges =
    folder === ''
      ? digits.flatMap((a) => digits.map((b): [string, string] => [`${a}${b}0`, `${a}${b}g`]))
      : [[`${folder}/`, `${folder}0`] as const];
  // As the columns are declared.
  return ranges.flatMap(
    ([from, to]) => library.rows(between, from, to) as unknown as readonly KnownRecord[],
  );
}

/** In the folders' order, whoever compared them. */
export function together(found: ReadonlyMap<string, RecordChanges>): RecordChanges {
  const all = recordFolders.flatMap((folder) => found.get(folder) ?? []);
  if (all.length < recordFolders.length) throw new Error('a folder of records was not looked at');
  return {
    total: all.reduce((sum, { total }) => sum + total, 0),
    changed: all.flatMap(({ changed }) => changed),
    gone: all.flatMap(({ gone }) => gone),
    failing: all.flatMap(({ failing }) => failing),
    doubles: all.flatMap(({ doubles }) => doubles),
    drafts: all.flatMap(({ drafts }) => drafts),
  };
}
