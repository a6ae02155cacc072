import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, orAbsent } from './files.ts';

/** Another process is writing to this collection: exit code 2. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

interface Holder {
  readonly pid: number;
  /** Tells this process from a later one with the same pid. */
  readonly started: string;
  readonly boot: string;
  readonly command: string;
}

/** One writer at a time: holds the collection's lock until disposed of. Throws a BusyError that names the holder. */
export async function lockCollection(state: string, command: string): Promise<AsyncDisposable> {
  await mkdir(state, { recursive: true });
  const path = join(state, 'lock');
  const mine: Holder = { ...identityOf(process.pid), pid: process.pid, command };
  const draft = join(state, `.${randomUUID()}.tmp`);
  await writeFile(draft, JSON.stringify(mine), { flag: 'wx' });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await tryLink(draft, path))
        return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
      const holder = await readHolder(path);
      if (holder && isAlive(holder)) {
        throw new BusyError(
          `the collection is being written to by \`homebooru ${holder.command}\` (process ${holder.pid})`,
        );
      }
      await removeStale(path, holder);
    }
    throw new BusyError(`cannot get hold of ${path}`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether a process is writing to a collection, or one that is gone has left its lock. */
export type LockState = 'free' | 'held' | 'stale';

/** Looks at the lock without taking it. */
export async function lockState(state: string): Promise<LockState> {
  const path = join(state, 'lock');
  if (!existsSync(path)) return 'free';
  const holder = await readHolder(path);
  return holder && isAlive(holder) ? 'held' : 'stale';
}

/** `link` is atomic and never replaces: of any number of starters one wins. */
async function tryLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await orAbsent(readFile(path, 'utf8'));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Holder;
  } catch {
    // A lock that power loss cut short: its holder is gone with it.
    return undefined;
  }
}

/** Removes a dead holder's lock, unless somebody else has replaced it meanwhile. */
async function removeStale(path: string, dead: Holder | undefined): Promise<void> {
  const now = await readHolder(path);
  if (JSON.stringify(now) === JSON.stringify(dead)) await rm(path, { force: true });
}

function isAlive(holder: Holder): boolean {
  if (!Number.isSafeInteger(holder.pid) || holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  const now = identityOf(holder.pid);
  return now.boot === holder.boot && now.started === holder.started;
}

/** From /proc where there is one; elsewhere the pid alone must do. */
function identityOf(pid: number): { started: string; boot: string } {
  const status = readOrEmpty(`/proc/${pid}/stat`);
  // The command's name, in brackets, may hold anything; the 22nd field is the start time.
  const started = status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return { started, boot: readOrEmpty('/proc/sys/kernel/random/boot_id').trim() };
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== undefined) return '';
    throw error;
  }
}
