import '../../pipeline/library/without-maglev.ts';
import { availableParallelism } from 'node:os';
import { isDatabaseError } from '../../pipeline/library/database-error.ts';
import { reasonOf, systemCodeOf } from '../../pipeline/library/files.ts';
import { isOnNetwork } from '../../pipeline/library/network-folder.ts';
import type { SiteMessage, SiteRequest } from '../../pipeline/library/site-request.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { buildSite } from './build-site.ts';
import { explainFile } from './explain-file.ts';
import { libraryState } from './library-state.ts';
import { warmUp } from './warm-up.ts';
import { Workshop } from './workshop.ts';

// The site is built in a process of its own: who wants it only waits. It stays until that one lets go of it, with the
// templates warm, so that the next build costs no more than what has changed.
let workshop = new Workshop();

process.on('message', (request: SiteRequest) => {
  const work = request.warmUp === true ? prepare(request) : build(request);
  work.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
});
// Nobody holds the collection's lock for us any more.
process.on('disconnect', () => process.exit());

async function prepare(request: SiteRequest): Promise<void> {
  try {
    startStores(request);
    await warmUp(workshop, request);
  } catch (error) {
    // The request that is coming will tell.
    const isExpected = error instanceof SettingsError || isDatabaseError(error);
    if (!isExpected && systemCodeOf(error) === undefined) throw error;
  }
}

function startStores(request: SiteRequest): void {
  // Where there is no WAL, readers and writers of the library wait for one another.
  const isShared = availableParallelism() > 1 && !isOnNetwork(libraryState(request));
  if (request.stays === true && isShared) workshop.startStoresThread();
}

async function build(request: SiteRequest): Promise<void> {
  const send = (message: SiteMessage): void => {
    process.send?.(message);
  };
  try {
    if (request.explain !== undefined) {
      send({ kind: 'explained', file: await explainFile(request, request.explain) });
      return;
    }
    const progress = (stage: string, done: number, total: number): void => {
      send({ kind: 'progress', stage, done, total });
    };
    startStores(request);
    send({ kind: 'report', report: await buildSite(workshop, request, progress) });
  } catch (error) {
    workshop[Symbol.dispose]();
    const code = systemCodeOf(error);
    if (error instanceof SettingsError) send({ kind: 'refused', message: error.message });
    else if (code !== undefined) send({ kind: 'failed', message: reasonOf(error), code });
    else throw error;
    workshop = new Workshop();
  }
}
