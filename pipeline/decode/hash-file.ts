import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { namingFile } from '../library/files.ts';
import type { HashAnswer } from './jobs.ts';
import { sniff, sniffLength } from './sniff.ts';

const chunkSize = 1024 * 1024;

/** A file's MD5, size and real format, in one pass and one chunk of memory. */
export async function hashFile(path: string): Promise<HashAnswer> {
  try {
    return await readWhole(path);
  } catch (error) {
    throw namingFile(error, path);
  }
}

async function readWhole(path: string): Promise<HashAnswer> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('md5');
    const buffer = Buffer.allocUnsafe(chunkSize);
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
  }
}
