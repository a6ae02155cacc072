import type { ImageFormat, Measures } from '../../catalog/measures.ts';

/** What a decoding process is asked; paths only, pixels stay with it. */
export type DecodeJob =
  | { readonly kind: 'hash'; readonly path: string }
  /** Small files, of which each takes less than a message of its own. */
  | { readonly kind: 'hashes'; readonly paths: readonly string[] }
  | {
      readonly kind: 'render';
      readonly path: string;
      readonly format: ImageFormat;
      readonly thumbnail: string;
      readonly preview: string;
      readonly sizes: ThumbnailSizes;
      /** Pixels of one frame that may be decoded. */
      readonly pixels: number;
    }
  | {
      /** A small JPEG for a reverse search. */
      readonly kind: 'upload';
      readonly path: string;
      readonly target: string;
      /** Pixels of the long side at most. */
      readonly side: number;
      readonly pixels: number;
    };

/** Long sides in pixels, and WebP quality from 1 to 100. */
export interface ThumbnailSizes {
  readonly grid: number;
  readonly preview: number;
  readonly quality: number;
}

export interface HashAnswer {
  readonly md5: string;
  readonly bytes: number;
  readonly format?: ImageFormat;
  /** What it is instead, where it is no picture of a known format. */
  readonly looksLike?: string;
}

/** Why there is no answer. `isLasting`: the picture is at fault, not the system. */
export interface Refusal {
  readonly refusal: string;
  readonly isLasting: boolean;
}

export interface AnswerOf {
  readonly hash: HashAnswer;
  /** One a path, in their order. */
  readonly hashes: readonly (HashAnswer | Refusal)[];
  readonly render: Measures;
  readonly upload: UploadAnswer;
}

/** What was written. */
export interface UploadAnswer {
  readonly bytes: number;
}

/** What comes back over the channel. */
export type DecodeReply =
  | { readonly id: number; readonly answer: AnswerOf[keyof AnswerOf] }
  | ({ readonly id: number } & Refusal)
  /** Still at work. `spent`: milliseconds of the processor's time since it began. */
  | { readonly id: number; readonly spent: number };

export interface DecodeRequest {
  readonly id: number;
  readonly job: DecodeJob;
}

/** More memory than this, in bytes, and a decoding process ends itself. */
export const memoryLimit = 600 * 1024 * 1024;
/** Its exit code then. */
export const memoryExitCode = 9;
/** Written into the library: problems are tried again by a better decoder. */
export const decoderVersion = 1;
