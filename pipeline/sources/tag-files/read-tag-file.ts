import { open } from 'node:fs/promises';
import { codeOf } from '../../library/files.ts';
import { parseTagJson } from './parse-tag-json.ts';
import { parseTagList } from './parse-tag-list.ts';
import type { TagFileContent } from './tag-collector.ts';

/** A larger file is no tag file: gallery-dl's are some ten kilobytes. */
const largestTagFile = 4 * 1024 * 1024;

/** What a file beside a picture turned out to be. */
export type TagFileReading =
  | { readonly kind: 'tags'; readonly content: TagFileContent }
  /** Something else: a readme, say. */
  | { readonly kind: 'other' }
  /** `isLasting`: the file is at fault; else the system is, and the next run tries again. */
  | { readonly kind: 'problem'; readonly reason: string; readonly isLasting: boolean }
  /** It has changed since it was seen, or is gone: the next run looks at it. */
  | { readonly kind: 'waiting' };

/** Reads a file by its ending, `.json` or `.txt`. `seen`: its size and time in the scan. Never throws for its sake. */
export async function readTagFile(
  path: string,
  seen: { readonly size: number; readonly mtime: number },
): Promise<TagFileReading> {
  if (seen.size > largestTagFile)
    return { kind: 'problem', reason: 'is larger than 4 MB: not read', isLasting: true };
  try {
    await using file = await open(path, 'r');
    const { size, mtimeMs } = await file.stat();
    if (size !== seen.size || mtimeMs !== seen.mtime) return { kind: 'waiting' };
    const bytes = Buffer.alloc(size + 1);
    const { bytesRead } = await file.read(bytes, 0, size + 1, 0);
    if (bytesRead !== size) return { kind: 'waiting' };
    return parseTagFile(bytes.subarray(0, size), path.toLowerCase().endsWith('.json'));
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return code === 'ENOENT'
      ? { kind: 'waiting' }
      : { kind: 'problem', reason: `cannot be read: ${code}`, isLasting: false };
  }
}

/** Reads a tag file's bytes. */
export function parseTagFile(bytes: Uint8Array, isJson: boolean): TagFileReading {
  const text = decode(bytes);
  if (text === undefined) {
    // Not text at all: then it only has a tag file's name.
    if (!isJson && bytes.includes(0)) return { kind: 'other' };
    return { kind: 'problem', reason: 'is not UTF-8 text', isLasting: true };
  }
  if (!isJson) return contentOr(parseTagList(text));
  try {
    return contentOr(parseTagJson(JSON.parse(text)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: 'problem', reason: 'is not whole JSON', isLasting: true };
  }
}

function contentOr(content: TagFileContent | undefined): TagFileReading {
  return content ? { kind: 'tags', content } : { kind: 'other' };
}

/** UTF-8, or UTF-16 where a byte order mark says so, without the mark. */
function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : undefined;
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
