import { join } from 'node:path';
import { walkImages } from '../scan/walk.ts';
import type { Context, Problem } from '../stages/context.ts';
import { refreshLibrary } from '../stages/refresh-library.ts';
import { type BringMode, bringPictures, bringRecords, listOddNames } from './bring-over.ts';
import { flaskImages, flaskMetadata, readFlaskTags } from './flask-folder.ts';
import { keepEdits } from './keep-edits.ts';

/** What an import found in the Flask version's folder; the same when it is run again. */
export interface ImportReport {
  /** Picture files. */
  readonly images: number;
  /** Records that can be read. */
  readonly records: number;
  /** Pictures whose tags the user had edited. */
  readonly edits: number;
  readonly problems: readonly Problem[];
}

/** Where an import goes: the folder itself becomes the collection, or its files are brought to another one. */
export type Target =
  | { readonly mode: 'in-place' }
  | { readonly mode: BringMode; readonly images: string };

/** Takes a folder of the Flask version into the collection that is open. What is there already stays. */
export async function importFlask(
  context: Context,
  rulesHash: string,
  folder: string,
  target: Target,
): Promise<ImportReport> {
  const { problems } = context;
  await refreshLibrary(context, rulesHash);
  const images = join(folder, flaskImages);
  const metadata = join(folder, flaskMetadata);
  const roots = [{ root: '', folder: images, without: [] }];
  const walk = await walkImages(roots);
  for (const { path, reason } of walk.problems) problems.push({ path, reason });
  let records = 0;
  if (target.mode === 'in-place') {
    await listOddNames(context, metadata);
    records = countRecords(context);
  } else {
    await bringPictures(context, target.mode, images, target.images, walk.files);
    records = await bringRecords(context, metadata);
  }
  const { entries, problems: odd } = await readFlaskTags(folder);
  problems.push(...odd);
  const files = new Map(walk.files.map((file) => [file.path, file]));
  const edits = await keepEdits(context, entries, { roots, files });
  return { images: walk.files.length, records, edits, problems };
}

/** The Flask version's own lie flat; one that an import adds lies in a subfolder. */
function countRecords({ library }: Context): number {
  const row = library
    .sql("SELECT count(*) AS count FROM records WHERE problem IS NULL AND place NOT LIKE '%/%'")
    .get();
  return Number(row?.['count']);
}
