import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { copyFile, link, mkdir, open, realpath, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PostRecord } from '../../catalog/record.ts';
import { hashFile } from '../decode/hash-file.ts';
import { codeOf, listIfPresent, orAbsent, reasonOf } from '../library/files.ts';
import { listRecords } from '../library/record-folders.ts';
import { RecordError, readRecord } from '../library/records.ts';
import type { FoundFile } from '../scan/walk.ts';
import type { Context } from '../stages/context.ts';
import { inOrder } from '../stages/in-order.ts';

/** How pictures get into another collection; `link` copies where two file systems are in the way. */
export type BringMode = 'link' | 'copy';

/** Durable writes under way at once: each waits for the disk, not for the processor. */
const writesAhead = 16;

/** Puts the pictures below `from` into `to`, by the same names. One that cannot be brought is a problem. */
export async function bringPictures(
  context: Context,
  mode: BringMode,
  from: string,
  to: string,
  files: readonly FoundFile[],
): Promise<void> {
  let done = 0;
  await inOrder(
    files,
    writesAhead,
    async ({ path }) => {
      try {
        await bringOne(mode, await realpath(join(from, path)), join(to, path));
        return undefined;
      } catch (error) {
        return reasonOf(error);
      }
    },
    async (reason, { path }) => {
      if (reason !== undefined) context.problems.push({ path, reason });
      done += 1;
      context.progress('bringing pictures', done, files.length);
    },
  );
}

async function bringOne(mode: BringMode, from: string, to: string): Promise<void> {
  const source = await stat(from);
  const present = await orAbsent(stat(to));
  if (present) {
    if (await isSame(from, source, to, present)) return;
    throw new Error(
      'another file has this name in the collection: it stays, this one was not brought',
    );
  }
  await mkdir(dirname(to), { recursive: true });
  if (mode === 'link' && (await tryLink(from, to))) return;
  await copyWhole(from, source, to);
}

async function isSame(from: string, source: Stats, to: string, present: Stats): Promise<boolean> {
  if (source.ino === present.ino && source.dev === present.dev) return true;
  if (source.size !== present.size) return false;
  return (await hashFile(from)).md5 === (await hashFile(to)).md5;
}

/** `false`: these two places cannot share a file. */
async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK', 'ENOSYS'].includes(codeOf(error) ?? ''))
      return false;
    throw error;
  }
}

/** No half a picture ever has a picture's name. The time is kept: numbers are given in its order. */
async function copyWhole(from: string, source: Stats, to: string): Promise<void> {
  const draft = join(dirname(to), `.${randomUUID()}.tmp`);
  try {
    await copyFile(from, draft, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await utimes(draft, source.atime, source.mtime);
    const file = await open(draft, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Takes the records below `metadata` over; what the collection has already stays. Returns how many there are. */
export async function bringRecords(context: Context, metadata: string): Promise<number> {
  await listOddNames(context, metadata);
  const { files } = await listRecords(metadata);
  let done = 0;
  let brought = 0;
  await inOrder(
    files,
    writesAhead,
    ({ place }) => bringRecord(context, metadata, place),
    async (outcome, { place }) => {
      done += 1;
      context.progress('bringing records', done, files.length);
      if (outcome === 'brought') brought += 1;
      else context.problems.push({ path: `metadata/${place}`, reason: outcome.message });
    },
  );
  context.records.flush();
  return brought;
}

async function bringRecord(context: Context, metadata: string, place: string) {
  try {
    const foreign = await readRecord(metadata, place);
    if (foreign) await takeOver(context, foreign);
    return 'brought';
  } catch (error) {
    if (error instanceof RecordError) return error;
    throw error;
  }
}

/** Adds to a record what only the foreign one knows: sources' answers and unknown fields. */
async function takeOver({ records }: Context, foreign: PostRecord): Promise<void> {
  // One that cannot be read is listed already, and not overwritten.
  if (records.row(foreign.md5)?.problem !== undefined) return;
  const known = await records.read(foreign.md5);
  if (!known) return records.save(foreign);
  if (known.deleted !== undefined) return;
  const sources = new Map([...foreign.sources, ...known.sources]);
  const rest = new Map([...foreign.rest, ...known.rest]);
  if (sources.size === known.sources.size && rest.size === known.rest.size) return;
  await records.save({ ...known, sources, rest });
}

/** Names that no record has: the Flask version wrote none, so somebody should look. */
export async function listOddNames({ problems }: Context, metadata: string): Promise<void> {
  for (const { name } of await listIfPresent(metadata)) {
    if (!name.endsWith('.json') || name.startsWith('.')) continue;
    if (/^[0-9a-f]{32}\.json$/.test(basename(name))) continue;
    problems.push({ path: `metadata/${name}`, reason: 'is no record: its name is no MD5' });
  }
}
