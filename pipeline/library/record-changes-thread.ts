import './without-maglev.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { readBeside } from './read-beside.ts';
import { type ChangesMessage, type ChangesSetup, compareInTurns } from './record-changes.ts';
import { threadFailure } from './thread-failure.ts';

// A thread that compares folders of records with the library, see record-changes.ts.
async function compare(setup: ChangesSetup): Promise<ChangesMessage> {
  using library = readBeside(setup.library);
  const found = await compareInTurns(library, setup, () => undefined);
  return { kind: 'compared', found };
}

compare(workerData as ChangesSetup).then(
  (message) => parentPort?.postMessage(message),
  (error: unknown) => parentPort?.postMessage(threadFailure(error)),
);
