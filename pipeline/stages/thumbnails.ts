import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFormat } from '../../catalog/measures.ts';
import { DecodeError } from '../decode/decoder-pool.ts';
import { cachedPictures, cacheFolders } from '../library/cache.ts';
import { removeOldDrafts } from '../library/drafts.ts';
import { codeOf, listIfPresent, reasonOf } from '../library/files.ts';
import { cachePath } from '../library/library-files.ts';
import type { ImageRoot } from '../scan/walk.ts';
import type { Context } from './context.ts';
import { absolutePath } from './identify.ts';
import { inOrder } from './in-order.ts';
import { cacheState, isKnownWhole, rememberWhole, surveyCache } from './survey-cache.ts';

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
  const state = cacheState(context);
  if (!isForced && isKnownWhole(context, state)) return 0;
  const { lacking, strays, drafts } = surveyCache(context, isForced);
  if (lacking.length + strays.length + drafts.length === 0) rememberWhole(context, state);
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
