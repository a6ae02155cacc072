import '../library/without-maglev.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { threadFailure } from '../library/thread-failure.ts';
import { type ImageRoot, walkImages } from './walk.ts';
import { packWalk } from './walk-message.ts';

// A thread that walks the image folders once, see walk-aside.ts.
walkImages(workerData as readonly ImageRoot[]).then(
  (walk) => {
    const message = packWalk(walk);
    parentPort?.postMessage(
      message,
      [...message.files, ...message.tagFiles].map(({ facts }) => facts.buffer),
    );
  },
  (error: unknown) => parentPort?.postMessage(threadFailure(error)),
);
