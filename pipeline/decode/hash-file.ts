import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import PQueue from 'p-queue';
import { namingFile } from '../library/files.ts';
import { refusalOf } from './decode-reason.ts';
import type { HashAnswer, Refusal } from './jobs.ts';
import { sniff, sniffLength } from './sniff.ts';

const chunkSize = 1024 * 1024;
/** To read into, for the next file: a new one for each small file costs more than reading it. */
const spare: Buffer[] = [];

/** A file's MD5, size and real format, in one pass and one chunk of memory. */
export async function hashFile(path: string): Promise<HashAnswer> {
  try {
    return await readWhole(path);
  } catch (error) {
    throw namingFile(error, path);
  }
}

/** Files read at once: on a far disk, such as a NAS, each is several journeys. */
const width = 4;

/** Of many files, each with its own answer. Never rejects for a file's sake. */
export async function hashFiles(
  paths: readonly string[],
): Promise<readonly (HashAnswer | Refusal)[]> {
  const queue = new PQueue({ concurrency: width });
  return queue.addAll(
    paths.map((path) => () => hashFile(path).catch((error: unknown) => refusalOf(error, path))),
  );
}

async function readWhole(path: string): Promise<HashAnswer> {
  const file = await open(path, 'r');
  const buffer = spare.pop() ?? Buffer.allocUnsafe(chunkSize);
  try {
    const hash = createHash('md5');
    let bytes = 0;
    let head = new Uint8Array();
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkSize, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      if (bytes === 0) head = Uint8Array.from(chunk.subarray(0, sniffLength));
      hash.update(chunk);
      bytes += bytesRead;
    }
    return { md5: hash.digest('hex'), bytes, ...sniff(head) };
  } finally {
    await file.close();
    spare.push(buffer);
  }
}
