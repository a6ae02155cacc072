import { existsSync } from 'node:fs';
import { lstat, realpath, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isObject, ownText } from '../../catalog/json.ts';
import { type Location, newRecord, type PostRecord } from '../../catalog/record.ts';
import {
  isDraft,
  listIfPresent,
  orAbsent,
  readIfPresent,
  reasonOf,
  writeAtomically,
} from '../library/files.ts';
import { fileKey } from '../scan/delta.ts';
import { type Context, RefusedError } from './context.ts';
import { emptying, isExpected, reportTrash, type TrashView, timeOf } from './trash-entries.ts';
import { lookAt, putBack, takeOut } from './trash-moves.ts';
import { isThere, leftovers, md5At, type Slot, slotsOf, trashName } from './trash-slots.ts';

// A file of a post that has others is deleted by itself: the post stays, without that place. In the trash it is a folder
// `{time}-{md5}.copy` with `copy.json`, which says where it was, and the file. The folder is written first, then the file is
// moved, then the record loses the place; on the way back the record comes last but for the folder. A folder without a
// file is of no more use, and a record whose files are elsewhere than it says is put right by the next scan.

/** A file in the trash whose post is none. */
export interface TrashCopy {
  readonly folder: string;
  readonly md5: string;
  readonly location: Location;
  /** When it was deleted, ISO 8601, UTC. */
  readonly deleted: string;
}

const described = 'copy.json';

/** Moves one of a post's files to the trash. Throws a RefusedError where it is not there, or the last one. */
export async function deleteCopy(context: Context, md5: string, location: Location): Promise<void> {
  const record = await context.records.read(md5);
  if (!record || record.deleted !== undefined) throw new RefusedError('the post is deleted');
  const slots = await slotsOf(context, record);
  const at = record.locations.findIndex((known) => keyOf(known) === keyOf(location));
  const slot = slots[at];
  if (!slot || (await lookAt(slot)) !== md5) {
    throw new RefusedError(
      `${location.path} is no file of the post any more: scan, then look again`,
    );
  }
  if (!(await hasAnother(slot, slots, md5))) {
    throw new RefusedError(
      `${location.path} is the only file of its post: delete the post instead`,
    );
  }
  const folder = await newFolder(context, md5);
  await moveToTrash(slot, folder, location);
  await context.records.update(md5, (now) =>
    place(now, (known) => known.filter((other) => keyOf(other) !== keyOf(location))),
  );
  context.library
    .sql('DELETE FROM files WHERE root = ? AND path = ?')
    .run(location.root ?? '', location.path);
}

async function moveToTrash(slot: Slot, folder: string, location: Location): Promise<void> {
  const target = join(folder, trashName(0, location.path));
  const giveUp = async (reason: string, cause?: unknown): Promise<never> => {
    // What was copied to another disk stands in both places, and the next run sees to it.
    if (existsSync(folder) && !(await isThere(target))) await removeFolder(folder);
    throw new RefusedError(`${location.path} cannot be deleted: ${reason}`, { cause });
  };
  try {
    await writeAtomically(join(folder, described), `${JSON.stringify(location)}\n`);
    if (!(await takeOut(slot, target))) await giveUp('it leads out of the image folder');
  } catch (cause) {
    if (cause instanceof RefusedError || !isExpected(cause)) throw cause;
    await giveUp(reasonOf(cause), cause);
  }
}

/** Puts such a file back where it was. Throws a RefusedError where that cannot be. */
export async function restoreCopy(
  context: Context,
  md5: string,
  location: Location,
): Promise<void> {
  const entry = (await listCopies(context)).findLast(
    (copy) => copy.md5 === md5 && keyOf(copy.location) === keyOf(location),
  );
  if (!entry) throw new RefusedError(`${location.path} is not in the trash any more`);
  const record = await context.records.read(md5);
  if (!record || record.deleted !== undefined) {
    throw new RefusedError(
      `the post of ${location.path} is in the trash itself: restore that first`,
    );
  }
  const [slot] = await slotsOf(context, { ...record, locations: [location] });
  if (!slot) throw new Error('one location has one slot');
  if ((await isThere(slot.path)) && (await md5At(slot.path)) !== md5) {
    throw new RefusedError(
      `${slot.path} is taken by another file: move that away, then restore again`,
    );
  }
  await putBack(join(entry.folder, slot.name), slot);
  await context.records.update(md5, (now) =>
    place(now, (known) =>
      [...known.filter((other) => keyOf(other) !== keyOf(location)), location].toSorted((a, b) =>
        keyOf(a) < keyOf(b) ? -1 : 1,
      ),
    ),
  );
  // Its size is not known: the next scan looks at it.
  context.library
    .sql('INSERT OR REPLACE INTO files (root, path, size, mtime, md5) VALUES (?, ?, -1, 0, ?)')
    .run(location.root ?? '', location.path, md5);
  await removeFolder(entry.folder);
}

/** Such files in the trash, oldest first. */
export async function listCopies(context: TrashView): Promise<readonly TrashCopy[]> {
  const copies: TrashCopy[] = [];
  for (const folder of await copyFolders(context)) {
    const location = await readLocation(context, folder);
    if (location === undefined) continue;
    if (!(await isThere(join(folder, trashName(0, location.path))))) continue;
    copies.push({
      folder,
      md5: basename(folder).slice(-37, -5),
      location,
      deleted: timeOf(folder),
    });
  }
  return copies;
}

/**
 * Ends what a crash has cut off: of a file that is in both places the trash's is of no use, nor is a folder that holds no
 * file. Throws a RefusedError, or what the system says.
 */
export async function finishCopy(context: Context, folder: string): Promise<void> {
  const files = await leftovers(folder, []);
  if (files.every((name) => name === described)) {
    await removeFolder(folder);
    return;
  }
  const location = await readLocation(context, folder);
  if (location === undefined) return;
  const md5 = md5Of(folder);
  const [slot] = await slotsOf(context, { ...newRecord(md5), locations: [location] });
  if (!slot || !(await isThere(slot.path)) || (await lookAt(slot)) !== md5) return;
  const copy = join(folder, slot.name);
  if ((await md5At(copy)) !== md5) return;
  await rm(copy);
  await removeFolder(folder);
}

/** The folders of such files in the trash, oldest first. */
export async function copyFolders({ settings }: TrashView): Promise<readonly string[]> {
  const { trash } = settings.paths;
  return (await listIfPresent(trash))
    .filter((entry) => entry.isDirectory() && /-[0-9a-f]{32}\.copy$/.test(entry.name))
    .map(({ name }) => join(trash, name))
    .toSorted();
}

function md5Of(folder: string): string {
  return basename(folder, '.copy').slice(-32);
}

async function readLocation(context: TrashView, folder: string): Promise<Location | undefined> {
  const file = join(folder, described);
  const value = parseJson((await readIfPresent(file)) ?? '');
  const path = isObject(value) ? ownText(value, 'path') : undefined;
  const root = isObject(value) ? ownText(value, 'root') : undefined;
  if (path !== undefined) return root === undefined ? { path } : { path, root };
  reportTrash(context, file, 'cannot be read');
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether the post has these bytes elsewhere too: a link to the file is no other. */
async function hasAnother(slot: Slot, slots: readonly Slot[], md5: string): Promise<boolean> {
  const isLink = (await lstat(slot.path)).isSymbolicLink();
  const own = await realpath(slot.path);
  for (const other of slots) {
    if (other === slot || (await lookAt(other)) !== md5) continue;
    if (isLink || (await orAbsent(realpath(other.path))) !== own) return true;
  }
  return false;
}

async function newFolder({ settings, now }: Context, md5: string): Promise<string> {
  const time = now.replace(/[:.]/g, '-');
  for (let round = 0; ; round++) {
    const name = `${time}${round > 0 ? `.${round}` : ''}-${md5}.copy`;
    const folder = join(settings.paths.trash, name);
    if (!(await isThere(folder)) && !(await isThere(folder + emptying))) return folder;
  }
}

/** Never removes a picture: a folder that holds more than the description stays. */
async function removeFolder(folder: string): Promise<void> {
  const drafts = (await listIfPresent(folder)).filter(isDraft).map(({ name }) => name);
  for (const name of [...drafts, described]) await rm(join(folder, name), { force: true });
  await rmdir(folder);
}

function place(
  record: PostRecord | undefined,
  change: (known: readonly Location[]) => readonly Location[],
): PostRecord | undefined {
  if (!record || record.deleted !== undefined) return undefined;
  return { ...record, locations: change(record.locations) };
}

function keyOf({ path, root = '' }: Location): string {
  return fileKey({ root, path });
}
