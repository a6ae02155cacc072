import { basename, join, relative } from 'node:path';
import { type PostRecord, parseRecord } from '../../catalog/record.ts';
import { codeOf, listIfPresent, readIfPresent, reasonOf } from '../library/files.ts';
import { RecordError } from '../library/records.ts';
import { type Context, RefusedError } from './context.ts';
import { leftovers, recordNames } from './trash-slots.ts';

/** A folder of the trash. `deleting` and `restoring`: not finished. */
export interface TrashEntry {
  readonly folder: string;
  readonly record: PostRecord;
  /** When it was deleted, ISO 8601, UTC. */
  readonly deleted: string;
  readonly state: 'deleted' | 'deleting' | 'restoring';
}

/** How the name of an entry ends that is on its way back, or gone for good but for its files. */
export const restoring = '.restoring';
export const emptying = '.emptying';

/** What looking at the trash takes. */
export type TrashView = Pick<Context, 'settings' | 'problems'>;

/** What is in the trash, or of one picture alone, oldest first. What is no entry of ours is left alone. */
export async function listTrash(context: TrashView, only?: string): Promise<readonly TrashEntry[]> {
  const entries: TrashEntry[] = [];
  for (const { folder, md5 } of await entryFolders(context)) {
    if (folder.endsWith(emptying) || (only !== undefined && md5 !== only)) continue;
    const entry = await readEntry(context, folder, md5);
    if (entry) entries.push(entry);
  }
  return entries;
}

/** The folders that are named as entries are, oldest first. */
async function entryFolders({
  settings,
}: TrashView): Promise<readonly { readonly folder: string; readonly md5: string }[]> {
  const { trash } = settings.paths;
  const folders = (await listIfPresent(trash)).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .toSorted()
    .flatMap((name) => {
      const [, md5] = /-([0-9a-f]{32})(?:\.restoring|\.emptying)?$/.exec(name) ?? [];
      return md5 === undefined ? [] : [{ folder: join(trash, name), md5 }];
    });
}

/**
 * Folders that are of no more use: of entries that were being emptied, and those that a delete had just begun or a restore
 * just ended with.
 */
export async function uselessFolders(context: TrashView): Promise<readonly string[]> {
  const useless: string[] = [];
  for (const { folder } of await entryFolders(context)) {
    if (folder.endsWith(emptying)) useless.push(folder);
    else if (await isBare(folder)) useless.push(folder);
  }
  const { trash } = context.settings.paths;
  for (const { name } of await listIfPresent(trash)) {
    if (/-[0-9a-f]{32}\.copy\.emptying$/.test(name)) useless.push(join(trash, name));
  }
  return useless;
}

async function isBare(folder: string): Promise<boolean> {
  const names = (await listIfPresent(folder)).map(({ name }) => name);
  const hasRecord = recordNames.some((name) => names.includes(name));
  return !hasRecord && (await leftovers(folder, [])).length === 0;
}

/** A record that cannot be read is a problem, and no run's end; so is a folder with files and no record. */
async function readEntry(
  context: TrashView,
  folder: string,
  md5: string,
): Promise<TrashEntry | undefined> {
  for (const name of recordNames) {
    const path = join(folder, name);
    try {
      const text = await readIfPresent(path);
      if (text === undefined) continue;
      const record = parseRecord(JSON.parse(text), md5);
      const isDeleting = name === 'deleting.json';
      const state = folder.endsWith(restoring) ? 'restoring' : isDeleting ? 'deleting' : 'deleted';
      return { folder, record, deleted: timeOf(folder), state };
    } catch (error) {
      reportTrash(context, path, `the record ${reasonOf(error)}`);
      return undefined;
    }
  }
  const [stray] = await leftovers(folder, []);
  if (stray !== undefined) reportTrash(context, folder, 'holds files, and no record.json');
  return undefined;
}

/** An entry's name begins with its time, with `-` for what no file system may like. */
export function timeOf(folder: string): string {
  return basename(folder).replace(/^([\d-]+T\d\d)-(\d\d)-(\d\d)-(\d{3}Z).*$/, '$1:$2:$3.$4');
}

/** Lists a problem of the trash, once. */
export function reportTrash({ settings, problems }: TrashView, file: string, reason: string): void {
  const path = `trash/${relative(settings.paths.trash, file)}`;
  if (!problems.some((problem) => problem.path === path)) problems.push({ path, reason });
}

/** Whether a delete or a restore may fail so: refused, for a broken record, or by the system. */
export function isExpected(error: unknown): boolean {
  if (error instanceof RefusedError || error instanceof RecordError) return true;
  if (codeOf(error) !== undefined) return true;
  return error instanceof Error && codeOf(error.cause) !== undefined;
}
