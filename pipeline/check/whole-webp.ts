import { open } from 'node:fs/promises';

/**
 * Whether a file is as long as its own head says, and a WebP: what a disk has cut off, or left empty or full of zeros, is
 * not. Pixels are not decoded. https://developers.google.com/speed/webp/docs/riff_container
 */
export async function isWholeWebp(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(12);
    await file.read(head, 0, 12, 0);
    const isWebp =
      head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8) === 'WEBP';
    return isWebp && (await file.stat()).size === head.readUInt32LE(4) + 8;
  } finally {
    await file.close();
  }
}
