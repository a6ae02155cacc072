import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFormat } from '../../catalog/measures.ts';
import type { Post } from '../../catalog/post.ts';
import { DecodeError } from '../decode/decoder-pool.ts';
import { cachedPictures, cacheFolders } from '../library/cache.ts';
import { removeOldDrafts } from '../library/drafts.ts';
import { codeOf, isDraftName, listIfPresent, reasonOf } from '../library/files.ts';
import { cachePath } from '../library/library.ts';
import type { ImageRoot } from '../scan/walk.ts';
import type { Context } from './context.ts';
import { absolutePath } from './identify.ts';
import { inOrder } from './in-order.ts';

interface Wanted {
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
  const drafts: string[] = [];
  const thumbnails = listCache(folders.thumbnails, drafts);
  const previews = listCache(folders.previews, drafts);
  await removeOldDrafts(drafts);
  const wanted: Wanted[] = [];
  const posts = context.library.sql(`SELECT md5, view FROM posts ORDER BY number`).iterate();
  for (const row of posts) {
    const md5 = String(row['md5']);
    const isThere = [thumbnails.delete(md5), previews.delete(md5)].every(Boolean);
    if (isThere && !isForced) continue;
    const { format } = JSON.parse(String(row['view'])) as Post;
    const file = locate(context, md5);
    if (file) wanted.push({ md5, format, file });
  }
  for (const md5 of [...thumbnails, ...previews]) {
    const { thumbnail, preview } = cachedPictures(context.settings, md5);
    await Promise.all([rm(thumbnail, { force: true }), rm(preview, { force: true })]);
  }
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

function locate({ library }: Context, md5: string): Wanted['file'] | undefined {
  const row = library
    .sql(
      'SELECT root, path FROM files WHERE md5 = ? AND problem IS NULL ORDER BY root, path LIMIT 1',
    )
    .get(md5);
  return row ? { root: String(row['root']), path: String(row['path']) } : undefined;
}

/** The MD5s of a cache folder's pictures. `drafts` takes what decoders that were cut off have left: whole paths. */
export function listCache(folder: string, drafts: string[] = []): Set<string> {
  const found = new Set<string>();
  for (const entry of readIfThere(folder)) {
    for (const name of readIfThere(join(folder, entry))) {
      if (/^[0-9a-f]{32}\.webp$/.test(name)) found.add(name.slice(0, 32));
      else if (isDraftName(name)) drafts.push(join(folder, entry, name));
    }
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
