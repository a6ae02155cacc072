import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, ownCount, ownText } from '../../catalog/json.ts';
import { orAbsent, reasonOf } from './files.ts';

// The lock itself is the operating system's, on `lock.db`, held through SQLite: it goes with its process, however that
// ends, and holds across containers that share the folder. `lock` only says who holds it, for messages.

/** Another process is writing to this collection: exit code 2. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** A lock that is held until it is disposed of. */
export interface CollectionLock extends AsyncDisposable {
  /** Whoever held it before was cut off. */
  readonly wasLeft: boolean;
}

/** One writer at a time: holds the collection's lock until disposed of. Throws a BusyError that names the holder. */
export async function lockCollection(state: string, command: string): Promise<CollectionLock> {
  await mkdir(state, { recursive: true });
  const name = join(state, 'lock');
  const held = await takeLock(state);
  if (!held)
    throw new BusyError(`the collection is being written to by ${await describeHolder(name)}`);
  const wasLeft = existsSync(name);
  try {
    await writeFile(name, JSON.stringify({ pid: process.pid, command }));
  } catch (cause) {
    held.close();
    throw new Error(`cannot save ${name}: ${reasonOf(cause)}`, { cause });
  }
  return {
    wasLeft,
    [Symbol.asyncDispose]: async () => {
      try {
        await rm(name, { force: true });
      } finally {
        held.close();
      }
    },
  };
}

/** Whether a process is writing to a collection, or one that is gone has left its name. */
export type LockState = 'free' | 'held' | 'stale';

/** Looks at the lock without keeping it. */
export async function lockState(state: string): Promise<LockState> {
  if (existsSync(lockFile(state))) {
    const free = await takeLock(state);
    if (!free) return 'held';
    free.close();
  }
  return existsSync(join(state, 'lock')) ? 'stale' : 'free';
}

function lockFile(state: string): string {
  return join(state, 'lock.db');
}

/** `undefined`: somebody else has it. */
async function takeLock(state: string): Promise<DatabaseSync | undefined> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(lockFile(state), { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (cause) {
    database?.close();
    const code = cause instanceof Error && 'errcode' in cause ? cause.errcode : undefined;
    if (code === sqliteBusy) return undefined;
    if (code !== sqliteNotDatabase) {
      throw new Error(`cannot use ${lockFile(state)}: ${reasonOf(cause)}`, { cause });
    }
    // Garbage, which nobody can hold.
    await rm(lockFile(state), { force: true });
    return takeLock(state);
  }
}

/** https://www.sqlite.org/rescode.html */
const sqliteBusy = 5;
const sqliteNotDatabase = 26;

/** A holder has the lock first, and leaves its name next: whoever comes in between looks again. */
async function describeHolder(path: string): Promise<string> {
  for (let round = 0; round < 20; round++) {
    const holder = readHolder((await orAbsent(readFile(path, 'utf8'))) ?? '');
    if (holder) return `\`homebooru ${holder.command}\` (process ${holder.pid})`;
    await pause(10);
  }
  return 'another process';
}

function readHolder(text: string): { pid: number; command: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const pid = isObject(value) ? ownCount(value, 'pid') : undefined;
    const command = isObject(value) ? ownText(value, 'command') : undefined;
    return pid && command ? { pid, command } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
