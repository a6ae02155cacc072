import { decodeReason } from './decode-reason.ts';
import { hashFile } from './hash-file.ts';
import {
  type AnswerOf,
  type DecodeJob,
  type DecodeReply,
  type DecodeRequest,
  memoryExitCode,
  memoryLimit,
} from './jobs.ts';
import { renderPicture } from './render-picture.ts';
import { renderUpload } from './render-upload.ts';

// A process of its own: a picture that takes too much time or memory is ended with it. sharp works in other threads,
// so this one stays free to watch.
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimit) process.exit(memoryExitCode);
}, 50).unref();

process.on('message', (request: DecodeRequest) => {
  answer(request).then(
    (reply) => process.send?.(reply),
    (error: unknown) => {
      process.send?.({
        id: request.id,
        refusal: decodeReason(error, request.job.path),
        isLasting: !(error instanceof Error && 'code' in error),
      } satisfies DecodeReply);
    },
  );
});
process.on('disconnect', () => process.exit(0));

async function answer({ id, job }: DecodeRequest): Promise<DecodeReply> {
  return { id, answer: await work(job) };
}

function work(job: DecodeJob): Promise<AnswerOf[keyof AnswerOf]> {
  switch (job.kind) {
    case 'hash':
      return hashFile(job.path);
    case 'render':
      return renderPicture(job);
    case 'upload':
      return renderUpload(job);
    default:
      return job satisfies never;
  }
}
