import { hashFile, hashFiles } from './hash-file.ts';
import type { AnswerOf, DecodeJob } from './jobs.ts';
import { renderPicture } from './render-picture.ts';
import { renderUpload } from './render-upload.ts';

/** Does a job in this process. Rejects with whatever reading the picture fails with. */
export function decodeWork(job: DecodeJob): Promise<AnswerOf[keyof AnswerOf]> {
  switch (job.kind) {
    case 'hash':
      return hashFile(job.path);
    case 'hashes':
      return hashFiles(job.paths);
    case 'render':
      return renderPicture(job);
    case 'upload':
      return renderUpload(job);
    default:
      return job satisfies never;
  }
}
