import '../../pipeline/library/without-maglev.ts';
import { parentPort } from 'node:worker_threads';
import { isDatabaseError, namingLibrary } from '../../pipeline/library/database-error.ts';
import { KeptLibrary } from '../../pipeline/library/kept-library.ts';
import { readLibrary } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { threadFailure } from '../../pipeline/library/thread-failure.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { KeptTerms } from '../build/kept-terms.ts';
import { KeptLists } from '../related/kept-lists.ts';
import type { StoresMessage, StoresOrder } from './stores-thread.ts';
import { type StoresInput, type StoresWish, updateStores } from './update-stores.ts';

// A thread that brings the stores up to date, see stores-thread.ts. What it has read of the library stays in its memory.
// It is read alone: whoever writes to it has opened it already.
const libraries = new KeptLibrary(readLibrary);
const terms = new KeptTerms();
const lists = new KeptLists();

const send = (message: StoresMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', ({ kind, wish }: StoresOrder) => {
  if (kind === 'prepare') {
    prepare(wish);
    return;
  }
  const progress = (stage: string, done: number, total: number): void =>
    send({ kind: 'progress', stage, done, total });
  const work = async (): Promise<void> => updateStores(read(wish), wish, progress);
  namingLibrary(wish.state, work).then(
    () => send({ kind: 'done' }),
    (error: unknown) => {
      libraries[Symbol.dispose]();
      send(threadFailure(error));
    },
  );
});

/** Whatever is wrong with the library the wish that follows will tell. */
function prepare(wish: StoresWish): void {
  try {
    read(wish);
  } catch (error) {
    libraries[Symbol.dispose]();
    if (!(error instanceof SettingsError) && !isDatabaseError(error)) throw error;
  }
}

function read({ state, categories }: StoresWish): StoresInput {
  const library = libraries.open(state);
  const index = new LibraryIndex(library, new Map(categories));
  return { library, uses: terms.read(library, index, JSON.stringify(categories)), lists };
}
