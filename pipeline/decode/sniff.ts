import type { ImageFormat } from '../../catalog/measures.ts';

/** As many first bytes of a file as `sniff` looks at. */
export const sniffLength = 64;

/** A file's real format by its first bytes, or what it looks like instead. */
export type Sniffed =
  | { readonly format: ImageFormat }
  | { readonly format?: never; readonly looksLike: string };

/** Signatures: PNG (RFC 2083), GIF87a/89a, JPEG SOI, RIFF WEBP, ISO-BMFF brands avif and avis. */
export function sniff(head: Uint8Array): Sniffed {
  const text = String.fromCharCode(...head.subarray(0, sniffLength));
  if (head.length === 0) return { looksLike: 'an empty file' };
  if (text.startsWith('\xff\xd8\xff')) return { format: 'jpeg' };
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return { format: 'png' };
  if (/^GIF8[79]a/.test(text)) return { format: 'gif' };
  if (/^RIFF[\s\S]{4}WEBP/.test(text)) return { format: 'webp' };
  const brands = /^[\s\S]{4}ftyp([\s\S]{4})[\s\S]{4}((?:[\w ]{4})*)/.exec(text);
  if (brands) return sniffBrands(brands[1] ?? '', brands[2] ?? '');
  return { looksLike: describe(text, head) };
}

function sniffBrands(major: string, compatible: string): Sniffed {
  const brands = [major, ...(compatible.match(/.{4}/g) ?? [])];
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return { format: 'avif' };
  return { looksLike: /^(heic|heix|hevc|mif1|msf1)$/.test(major) ? 'HEIC' : 'a video' };
}

function describe(text: string, head: Uint8Array): string {
  if (head.every((byte) => byte === 0)) return 'a file of zeros';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'TIFF';
  if (text.startsWith('BM')) return 'BMP';
  if (text.startsWith('\xff\x0a') || text.startsWith('\0\0\0\x0cJXL ')) return 'JPEG XL';
  if (text.startsWith('%PDF')) return 'PDF';
  if (text.startsWith('PK')) return 'a ZIP archive';
  if (/^\s*(<!doctype html|<html|<head|<body|<script)/i.test(text)) return 'HTML';
  if (/^\s*(<\?xml|<svg)/i.test(text)) return 'SVG or XML';
  if (text.startsWith('\x1aE\xdf\xa3')) return 'a video';
  return 'something else';
}

/** The frames of a PNG: an `acTL` chunk before the pixels says how many (APNG 1.0). `head`: its first 4 KB or so. */
export function countPngFrames(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 8; at + 12 <= head.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...head.subarray(at + 4, at + 8));
    if (name === 'acTL') return Math.max(1, view.getUint32(at + 8));
    if (name === 'IDAT') return 1;
    at += 12 + length;
  }
  return 1;
}
