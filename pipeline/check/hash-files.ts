import { hashFile } from '../decode/hash-file.ts';
import { codeOf } from '../library/files.ts';
import type { FoundFile } from '../scan/walk.ts';
import type { ReportProgress } from '../stages/context.ts';
import { absolutePath } from '../stages/identify.ts';
import { inOrder } from '../stages/in-order.ts';
import type { ImageSurvey } from './survey-images.ts';

/**
 * Reads pictures and answers their MD5s, by file; `''` where one cannot be read. In a deep check all of them; else those
 * alone that can be duplicates: neither a scan nor a record knows them, and another file has their size.
 */
export async function hashFiles(
  images: ImageSurvey,
  listed: ReadonlySet<string>,
  isDeep: boolean,
  progress: ReportProgress,
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  const chosen = isDeep ? [...images.files] : findSuspects(images, listed);
  await inOrder(
    chosen,
    4,
    async ([, file]) => hashOrNothing(absolutePath(images.roots, file)),
    async (md5, [key]) => {
      hashes.set(key, md5);
      progress('reading pictures', hashes.size, chosen.length);
    },
  );
  return hashes;
}

function findSuspects(
  { files, known }: ImageSurvey,
  listed: ReadonlySet<string>,
): readonly (readonly [string, FoundFile])[] {
  const sizes = new Map<number, number>();
  for (const { size } of files.values()) sizes.set(size, (sizes.get(size) ?? 0) + 1);
  return [...files].filter(
    ([key, { size }]) => !known.has(key) && !listed.has(key) && (sizes.get(size) ?? 0) > 1,
  );
}

async function hashOrNothing(path: string): Promise<string> {
  try {
    return (await hashFile(path)).md5;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return '';
  }
}
