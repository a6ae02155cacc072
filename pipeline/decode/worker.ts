import '../library/without-maglev.ts';
import { refusalOf } from './decode-reason.ts';
import { decodeWork } from './decode-work.ts';
import { type DecodeReply, type DecodeRequest, memoryExitCode, memoryLimit } from './jobs.ts';

/** Milliseconds of the processor's time between two signs of life. */
const sign = 100;

let work: { readonly id: number; readonly from: number; told: number } | undefined;

// A process of its own: a picture that takes too much time or memory is ended with it. sharp works in other threads,
// so this one stays free to watch.
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimit) process.exit(memoryExitCode);
  tellSpent();
}, 50).unref();

/** Who waits, for a disk that does not answer, gives no sign. */
function tellSpent(): void {
  if (!work) return;
  const spent = timeSpent() - work.from;
  if (spent - work.told < sign) return;
  work.told = spent;
  process.send?.({ id: work.id, spent } satisfies DecodeReply);
}

/** Milliseconds that all threads together have had of the processor. */
function timeSpent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

process.on('message', (request: DecodeRequest) => {
  work = { id: request.id, from: timeSpent(), told: Number.NEGATIVE_INFINITY };
  decodeWork(request.job).then(
    (answer) => {
      work = undefined;
      process.send?.({ id: request.id, answer } satisfies DecodeReply);
    },
    (error: unknown) => {
      work = undefined;
      const path = 'path' in request.job ? request.job.path : undefined;
      process.send?.({ id: request.id, ...refusalOf(error, path) } satisfies DecodeReply);
    },
  );
});
process.on('disconnect', () => process.exit(0));
