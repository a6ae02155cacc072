import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DecodeError, type DecoderPool } from '../decode/decoder-pool.ts';
import { codeOf, reasonOf } from '../library/files.ts';
import { cachePath } from '../library/library-files.ts';
import type { Settings } from '../settings/settings.ts';
import type { Subject } from './source.ts';

/** What a reverse search is sent: a small JPEG, or why there is none. */
export type Upload = { readonly file: File } | { readonly reason: string };

/** Renders what is uploaded of a picture, one renderer a run; never the file itself, nor its name. */
export type RenderUpload = (subject: Subject) => Promise<Upload>;

/** Pixels of the long side: as much as any index compares, and no more of the picture than that. */
const uploadSide = 1000;

export function uploadRenderer(settings: Settings, pool: DecoderPool): RenderUpload {
  const folder = join(cachePath(settings.paths.state), 'uploads');
  let ready: Promise<unknown> | undefined;
  return async ({ paths: [path] }) => {
    if (path === undefined) return { reason: 'has no file' };
    const target = join(folder, `${randomUUID()}.jpg`);
    ready ??= emptyFolder(folder);
    await ready;
    try {
      const { pixels } = settings.limits;
      await pool.run({ kind: 'upload', path, pixels, side: uploadSide, target });
      return { file: new File([await readFile(target)], 'picture.jpg', { type: 'image/jpeg' }) };
    } catch (error) {
      if (!(error instanceof DecodeError) && codeOf(error) === undefined) throw error;
      return { reason: reasonOf(error) };
    } finally {
      await rm(target, { force: true });
    }
  };
}

/** A run that was killed has left what it was about to send. */
async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
