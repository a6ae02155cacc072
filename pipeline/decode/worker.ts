import { decodeReason } from './decode-reason.ts';
import { decodeWork } from './decode-work.ts';
import { type DecodeReply, type DecodeRequest, memoryExitCode, memoryLimit } from './jobs.ts';

// A process of its own: a picture that takes too much time or memory is ended with it. sharp works in other threads,
// so this one stays free to watch.
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimit) process.exit(memoryExitCode);
}, 50).unref();

process.on('message', (request: DecodeRequest) => {
  decodeWork(request.job).then(
    (answer) => process.send?.({ id: request.id, answer } satisfies DecodeReply),
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
