import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { extensionOf, type ImageFormat } from '../../catalog/measures.ts';
import { sniff, sniffLength } from '../../pipeline/decode/sniff.ts';
import { codeOf, moveFile, namingFile } from '../../pipeline/library/files.ts';
import { findImageRoots } from '../../pipeline/scan/image-roots.ts';
import type { Settings } from '../../pipeline/settings/settings.ts';
import { Refusal } from '../http/refusal.ts';

/** A picture that was put into the inbox. */
export interface Upload {
  /** Below the image folder. */
  readonly path: string;
  readonly bytes: number;
  readonly md5: string;
  readonly format: ImageFormat;
}

/**
 * Puts a picture into `inbox/` of the first image folder, whole or not at all, by a name that is safe and not taken. What it
 * is, its first bytes say. Throws a Refusal.
 */
export async function takeUpload(
  content: Readable,
  wishedName: string,
  settings: Settings,
): Promise<Upload> {
  const { roots, missing } = await findImageRoots(settings);
  const [root] = roots;
  if (!root || missing.length > 0) throw new Refusal(409, 'The image folder is missing.');
  const inbox = join(root.folder, 'inbox');
  await mkdir(inbox, { recursive: true });
  // Hidden, and named as drafts are: no scan looks at it, and what a crash leaves is swept away.
  const draft = join(inbox, `.${randomUUID()}.tmp`);
  try {
    const { bytes, md5, format } = await receive(content, draft, settings.limits.upload);
    const path = await place(draft, inbox, safeName(wishedName, format));
    return { path: relative(root.folder, path), bytes, md5, format };
  } catch (error) {
    throw namingFile(error, draft);
  } finally {
    await rm(draft, { force: true });
  }
}

async function receive(
  content: Readable,
  draft: string,
  most: number,
): Promise<Omit<Upload, 'path'>> {
  const file = await open(draft, 'wx');
  try {
    const hash = createHash('md5');
    let head = Buffer.alloc(0);
    let bytes = 0;
    for await (const chunk of content as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) throw tooLarge(most);
      if (head.length < sniffLength) {
        head = Buffer.concat([head, chunk]).subarray(0, sniffLength);
        // Told early, so that a wrong file is not received to its end.
        if (head.length === sniffLength) requirePicture(head);
      }
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
    return { bytes, md5: hash.digest('hex'), format: requirePicture(head) };
  } finally {
    await file.close();
  }
}

/** Throws a Refusal where the bytes begin no picture. */
function requirePicture(head: Uint8Array): ImageFormat {
  const sniffed = sniff(head);
  if (sniffed.format !== undefined) return sniffed.format;
  throw new Refusal(415, `This is no picture; it looks like ${sniffed.looksLike}.`);
}

/** The refusal of a file of more than so many bytes. */
export function tooLarge(most: number): Refusal {
  return new Refusal(413, `A file may have ${most} bytes; limits.upload says so.`);
}

/** The draft's new path: the wished name, else the first of `name (2)`, `name (3)`, … that is free. */
async function place(draft: string, inbox: string, name: string): Promise<string> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let round = 1; ; round++) {
    const path = join(inbox, round === 1 ? name : `${stem} (${round})${extension}`);
    try {
      await moveFile(draft, path);
      return path;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

const pictureName = /\.(jpe?g|jpe|jfif|a?png|gif|webp|avif)$/i;
const mostNameBytes = 200;

/** A name that is one on any file system: no path, no control or hidden one, with an extension of its format. */
export function safeName(wish: string, format: ImageFormat): string {
  const clean = basename(wish.replaceAll('\\', '/'))
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/|?*\ufffd]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const extension = pictureName.test(clean) ? extname(clean) : `.${extensionOf(format)}`;
  const stem = pictureName.test(clean) ? clean.slice(0, -extension.length) : clean;
  return `${cut(stem) || 'picture'}${extension}`;
}

/** Whole letters, of so many bytes at most. */
function cut(stem: string): string {
  let kept = '';
  for (const letter of stem) {
    if (Buffer.byteLength(kept + letter) > mostNameBytes) break;
    kept += letter;
  }
  return kept.trim();
}
