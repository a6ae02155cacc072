import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { draftsBelow, findLooseDrafts } from '../library/drafts.ts';
import { orAbsent } from '../library/files.ts';
import { type Library, readLibrary } from '../library/library.ts';
import { cachePath, libraryPath } from '../library/library-files.ts';
import type { LockState } from '../library/lock.ts';
import type { CollectionPaths } from '../settings/settings.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { checkStateFiles, quickCheck } from './check-state-files.ts';
import type { Finding } from './finding.ts';

/** Files by which somebody could get in, or find out how. */
const privateFiles = ['secret', 'sessions.json', 'login.json'] as const;

/** Checks the state folder, and looks for what interrupted writes have left: `drafts` are those among the pictures. */
export async function checkState(
  paths: CollectionPaths,
  lock: LockState,
  drafts: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (lock === 'stale') {
    const reason = 'its process is gone';
    findings.push({
      kind: 'stale-lock',
      path: join(paths.state, 'lock'),
      repairable: true,
      reason,
    });
  }
  for (const name of privateFiles) {
    const path = join(paths.state, name);
    // Windows has no such bits.
    const mode = process.platform === 'win32' ? 0 : ((await orAbsent(lstat(path)))?.mode ?? 0);
    if ((mode & 0o077) === 0) continue;
    const reason = 'others on this machine can read it';
    findings.push({ kind: 'bad-permissions', path, repairable: true, reason });
  }
  if (lock === 'held') return findings;
  findings.push(...(await checkStateFiles(paths.state)));
  const reason = 'left by a write that was cut off';
  for (const path of [...drafts, ...(await findTemps(paths))]) {
    findings.push({ kind: 'stray-temp', path, repairable: true, reason });
  }
  return findings;
}

async function findTemps(paths: CollectionPaths): Promise<readonly string[]> {
  const found = await Promise.all([
    findLooseDrafts(paths),
    draftsBelow(paths.metadata, 1),
    draftsBelow(cachePath(paths.state), 2),
  ]);
  return [...new Set(found.flat())].toSorted();
}

/** The library to look things up in, or the finding that it is damaged; neither where there is none of this version. */
export function openToCheck(state: string): { library?: Library; damage?: Finding } {
  if (!existsSync(libraryPath(state))) return {};
  try {
    const answer = quickCheck(libraryPath(state));
    if (answer !== 'ok') return { damage: damaged(state, answer) };
    return { library: readLibrary(state) };
  } catch (error) {
    // Another version's: the next run makes it anew.
    if (error instanceof SettingsError) return {};
    throw error;
  }
}

function damaged(state: string, reason: string): Finding {
  return { kind: 'bad-library', path: libraryPath(state), repairable: true, reason };
}
