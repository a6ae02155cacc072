import sharp from 'sharp';
import type { DecodeJob, UploadAnswer } from './jobs.ts';

type UploadJob = DecodeJob & { readonly kind: 'upload' };

const quality = 85;

/** Writes a picture's first frame as a small JPEG, on white, with nothing of its metadata. */
export async function renderUpload({
  path,
  pixels,
  side,
  target,
}: UploadJob): Promise<UploadAnswer> {
  const { size } = await sharp(path, {
    limitInputPixels: pixels,
    sequentialRead: true,
    failOn: 'none',
  })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality })
    .toFile(target);
  return { bytes: size };
}
