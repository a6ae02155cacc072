import { join } from 'node:path';
import { listIfPresent } from '../library/files.ts';
import type { Settings } from '../settings/settings.ts';
import type { Problem } from '../stages/context.ts';
import { listCopies } from '../stages/trash-copies.ts';
import { emptying, listTrash, type TrashEntry } from '../stages/trash-entries.ts';
import { md5At, trashName } from '../stages/trash-slots.ts';
import type { Finding } from './finding.ts';

/** How the trash is looked at. */
interface TrashWishes {
  readonly isDeep: boolean;
  /** Another process is writing: what is half done may be its work. */
  readonly isBusy: boolean;
}

/**
 * Checks that what was deleted can be put back: its record can be read, and a file of it is there, in a deep check with its
 * own bytes. Only the user can say what is to become of what cannot.
 */
export async function checkTrash(
  settings: Settings,
  { isDeep, isBusy }: TrashWishes,
): Promise<readonly Finding[]> {
  const { trash } = settings.paths;
  const problems: Problem[] = [];
  const entries = await listTrash({ settings, problems });
  const copies = await listCopies({ settings, problems });
  const findings = problems.map(({ path, reason }) =>
    finding(join(trash, path.slice('trash/'.length)), reason),
  );
  for (const { name } of isBusy ? [] : await listIfPresent(trash)) {
    if (!name.endsWith(emptying)) continue;
    findings.push(finding(join(trash, name), 'its removal was cut off: the next run ends it'));
  }
  for (const entry of entries) {
    if (entry.state === 'deleted') findings.push(...(await checkEntry(entry, isDeep)));
    else if (!isBusy) {
      const act = entry.state === 'deleting' ? 'its delete' : 'its way back';
      findings.push(finding(entry.folder, `${act} was cut off: the next run ends it`));
    }
  }
  for (const { folder, md5, location } of isDeep ? copies : []) {
    const path = join(folder, trashName(0, location.path));
    const now = await md5At(path);
    if (now !== md5) findings.push(finding(path, `is ${now}, and not ${md5}`));
  }
  return findings;
}

async function checkEntry(
  { folder, record }: TrashEntry,
  isDeep: boolean,
): Promise<readonly Finding[]> {
  const present = new Set((await listIfPresent(folder)).map(({ name }) => name));
  const kept = record.locations
    .map(({ path }, index) => trashName(index, path))
    .filter((name) => present.has(name));
  if (kept.length === 0 && record.locations.length > 0) {
    return [finding(folder, 'holds no file of the post')];
  }
  if (!isDeep) return [];
  const findings: Finding[] = [];
  for (const name of kept) {
    const path = join(folder, name);
    const md5 = await md5At(path);
    if (md5 !== record.md5) findings.push(finding(path, `is ${md5}, and not ${record.md5}`));
  }
  return findings;
}

function finding(path: string, reason: string): Finding {
  return { kind: 'bad-trash', path, repairable: false, reason };
}
