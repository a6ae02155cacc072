import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readJson } from '../../catalog/json.ts';
import { codeOf, listIfPresent, orAbsent } from '../library/files.ts';
import { cachePath, libraryNames } from '../library/library-files.ts';
import type { Finding } from './finding.ts';

/**
 * Reads what the program keeps for itself: lists, counters and sessions as JSON, and the databases of what was found out
 * before. The library, which has a check of its own, is not among them.
 */
export async function checkStateFiles(state: string): Promise<readonly Finding[]> {
  const cache = cachePath(state);
  const findings: Finding[] = [];
  for (const path of await jsonFiles(state)) {
    const text = await orAbsent(readFile(path, 'utf8'));
    const value = text === undefined ? {} : readJson(text);
    if (typeof value !== 'object' || value === null) findings.push(finding(path, 'it is no JSON'));
  }
  const secret = await orAbsent(readFile(join(state, 'secret'), 'utf8'));
  if (secret !== undefined && /^\s*$|\0/.test(secret)) {
    findings.push(finding(join(state, 'secret'), 'it holds none'));
  }
  for (const { name } of await listIfPresent(cache)) {
    const path = join(cache, name);
    if (!name.endsWith('.db') || libraryNames.has(name)) continue;
    const answer = quickCheck(path);
    if (answer !== 'ok') findings.push(finding(path, answer));
  }
  return findings;
}

/** Those in the state folder, and one folder below it. */
async function jsonFiles(state: string): Promise<readonly string[]> {
  const top = await listIfPresent(state);
  const folders = top.filter((entry) => entry.isDirectory()).map(({ name }) => join(state, name));
  const found: string[] = [];
  for (const folder of [state, ...folders]) {
    for (const entry of await listIfPresent(folder)) {
      if (entry.isFile() && entry.name.endsWith('.json')) found.push(join(folder, entry.name));
    }
  }
  return found;
}

/** Milliseconds to wait for somebody who is writing there. */
const patience = 5000;

/** `ok`, or what SQLite finds wrong first. */
export function quickCheck(path: string): string {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: patience });
    return String(database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']);
  } catch (error) {
    if (codeOf(error) === 'ERR_SQLITE_ERROR') return 'it cannot be read';
    throw error;
  } finally {
    database?.close();
  }
}

function finding(path: string, fault: string): Finding {
  const reason = `${fault}: it counts as none`;
  return { kind: 'bad-state', path, repairable: true, reason };
}
