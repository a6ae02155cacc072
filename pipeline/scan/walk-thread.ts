import '../library/without-maglev.ts';
import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { readBeside } from '../library/read-beside.ts';
import { threadFailure } from '../library/thread-failure.ts';
import { compareWalk } from './compare-walk.ts';
import { type ImageRoot, walkImages } from './walk.ts';
import type { CompareRequest } from './walk-aside.ts';
import { packWalk, type WalkMessage } from './walk-message.ts';

// A thread that walks the image folders once, see walk-aside.ts.
async function walkAndCompare(
  roots: readonly ImageRoot[],
  port: MessagePort,
): Promise<WalkMessage> {
  const asked = once(port, 'message');
  const walk = await walkImages(roots);
  const [{ file, isSameDecoder }] = (await asked) as [CompareRequest];
  using library = readBeside(file);
  return packWalk(compareWalk(walk, library, isSameDecoder));
}

const port = parentPort;
if (!port) throw new Error('this is a thread of walk-aside.ts');
walkAndCompare(workerData as readonly ImageRoot[], port).then(
  (message) => port.postMessage(message),
  (error: unknown) => port.postMessage(threadFailure(error)),
);
