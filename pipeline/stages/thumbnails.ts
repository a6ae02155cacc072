import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFormat } from '../../catalog/measures.ts';
import { DecodeError } from '../decode/decoder-pool.ts';
import { cachedPictures, cacheFolders } from '../library/cache.ts';
import { removeOldDrafts } from '../library/drafts.ts';
import { codeOf, isDraftName, listIfPresent, reasonOf } from '../library/files.ts';
import { cachePath } from '../library/library.ts';
import { md5Folders } from '../library/records.ts';
import type { ImageRoot } from '../scan/walk.ts';
import type { Context } from './context.ts';
import { absolutePath } from './identify.ts';
import { inOrder } from './in-order.ts';

interface Wanted {
  readonly number: number;
  readonly md5: string;
  readonly format: ImageFormat;
  readonly file: { readonly root: string; readonly path: string };
}

/** Makes the small versions that are missing, or all; removes those of no post. Returns how many were made. */
export async function makeThumbnails(
  context: Context,
  roots: readonly ImageRoot[],
  isForced = false,
): Promise<number> {
  const folders = cacheFolders(context.settings);
  await removeOtherSizes(context, Object.values(folders));
  const { lacking, strays, drafts } = surveyCache(context, isForced);
  await removeOldDrafts(drafts);
  for (const path of strays) await rm(path, { force: true });
  const wanted = lacking.flatMap((md5) => wish(context, md5) ?? []);
  wanted.sort((a, b) => a.number - b.number);
  let made = 0;
  await inOrder(
    wanted,
    context.pool.concurrency * 2,
    (item) => render(context, roots, item),
    async (problem, { file }) => {
      made += 1;
      if (problem !== undefined) context.problems.push({ path: file.path, reason: problem });
      context.progress('thumbnails', made, wanted.length);
    },
  );
  return made;
}

async function render(
  context: Context,
  roots: readonly ImageRoot[],
  { md5, format, file }: Wanted,
): Promise<string | undefined> {
  try {
    await context.pool.run({
      kind: 'render',
      path: absolutePath(roots, file),
      format,
      ...cachedPictures(context.settings, md5),
      sizes: context.settings.thumbnails,
      pixels: context.settings.limits.pixels,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof DecodeError) && codeOf(error) === undefined) throw error;
    return reasonOf(error);
  }
}

/** How the cache differs from the posts: MD5s that lack a small version (all where `isForced`), and whole paths. */
function surveyCache(
  { library, settings }: Context,
  isForced: boolean,
): Readonly<Record<'lacking' | 'strays' | 'drafts', readonly string[]>> {
  const folders = cacheFolders(settings);
  const lacking: string[] = [];
  const strays: string[] = [];
  const drafts: string[] = [];
  for (const folder of md5Folders) {
    const [small, large] = [join(folders.thumbnails, folder), join(folders.previews, folder)];
    const [thumbnails, previews] = [listFolder(small, drafts), listFolder(large, drafts)];
    const between = 'SELECT md5 FROM posts WHERE md5 >= ? AND md5 < ?';
    for (const [value] of library.rows(between, folder, `${folder}g`)) {
      const md5 = String(value);
      const isThere = [thumbnails.delete(md5), previews.delete(md5)].every(Boolean);
      if (!isThere || isForced) lacking.push(md5);
    }
    for (const md5 of thumbnails) strays.push(join(small, `${md5}.webp`));
    for (const md5 of previews) strays.push(join(large, `${md5}.webp`));
  }
  return { lacking, strays, drafts };
}

function wish({ library }: Context, md5: string): Wanted | undefined {
  const post = library.sql('SELECT number, format FROM posts WHERE md5 = ?').get(md5);
  const file = library
    .sql(
      'SELECT root, path FROM files WHERE md5 = ? AND problem IS NULL ORDER BY root, path LIMIT 1',
    )
    .get(md5);
  if (!post || !file) return undefined;
  return {
    number: Number(post['number']),
    md5,
    format: String(post['format']) as ImageFormat,
    file: { root: String(file['root']), path: String(file['path']) },
  };
}

/** The MD5s of all the pictures below a cache folder. */
export function listCache(folder: string): Set<string> {
  return new Set(readIfThere(folder).flatMap((name) => [...listFolder(join(folder, name), [])]));
}

/** The MD5s of the pictures in a folder. `drafts` takes what decoders that were cut off have left: whole paths. */
function listFolder(folder: string, drafts: string[]): Set<string> {
  const found = new Set<string>();
  for (const name of readIfThere(folder)) {
    if (/^[0-9a-f]{32}\.webp$/.test(name)) found.add(name.slice(0, 32));
    else if (isDraftName(name)) drafts.push(join(folder, name));
  }
  return found;
}

function readIfThere(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}

/** Small versions made by other settings are of no use any more. */
async function removeOtherSizes(context: Context, wanted: readonly string[]): Promise<void> {
  const cache = cachePath(context.settings.paths.state);
  for (const { name } of await listIfPresent(cache)) {
    const path = join(cache, name);
    if (/^(thumbnails|previews)-/.test(name) && !wanted.includes(path)) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
