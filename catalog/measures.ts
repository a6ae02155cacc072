import { isObject, own, ownCount, ownText } from './json.ts';

const imageFormats = ['jpeg', 'png', 'gif', 'webp', 'avif'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** What was measured on a picture, once: it never changes while its bytes do not. */
export interface Measures {
  /** The real format, by content. */
  readonly format: ImageFormat;
  /** Pixels, after the EXIF orientation is applied. */
  readonly width: number;
  readonly height: number;
  /** 1 for a still picture. */
  readonly frames: number;
  readonly bytes: number;
  /** A placeholder of some 25 bytes, base64: https://evanw.github.io/thumbhash/ */
  readonly thumbhash: string;
  /** 64-bit difference hash, 16 hex digits: near-duplicates differ in few bits. */
  readonly dhash: string;
  /** Why the picture decodes only in part. */
  readonly damaged?: string;
}

/** The file extension that fits a format: the address of an original ends in it. */
export function extensionOf(format: ImageFormat): string {
  return format === 'jpeg' ? 'jpg' : format;
}

/** The names of a measure's fields. */
export const measureFields: ReadonlySet<string> = new Set<keyof Measures>([
  'format',
  'width',
  'height',
  'frames',
  'bytes',
  'thumbhash',
  'dhash',
  'damaged',
]);

/** Complete measures, or `undefined`: then the picture is measured again. */
export function parseMeasures(value: unknown): Measures | undefined {
  if (!isObject(value)) return undefined;
  const format = imageFormats.find((known) => known === own(value, 'format'));
  const width = ownCount(value, 'width');
  const height = ownCount(value, 'height');
  const frames = ownCount(value, 'frames');
  const bytes = ownCount(value, 'bytes');
  const thumbhash = ownText(value, 'thumbhash');
  const dhash = ownText(value, 'dhash');
  const damaged = ownText(value, 'damaged');
  if (!format || !width || !height || !frames || !bytes || !thumbhash || !dhash) return undefined;
  return {
    format,
    width,
    height,
    frames,
    bytes,
    thumbhash,
    dhash,
    ...(damaged === undefined ? {} : { damaged }),
  };
}
