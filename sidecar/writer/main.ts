import '../../pipeline/library/without-maglev.ts';
import { resolve } from 'node:path';
import { asWriter, openSession, type Session } from '../../pipeline/cli/session.ts';
import { SiteProcess } from '../../pipeline/cli/site-process.ts';
import { systemCodeOf } from '../../pipeline/library/files.ts';
import { KeptLibrary } from '../../pipeline/library/kept-library.ts';
import { BusyError } from '../../pipeline/library/lock.ts';
import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import { findImageRoots } from '../../pipeline/scan/image-roots.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { RefusedError } from '../../pipeline/stages/context.ts';
import { refreshRecords } from '../../pipeline/stages/refresh-library.ts';
import { doTask } from './do-task.ts';
import type { WriterNotice, WriterReply, WriterRequest } from './protocol.ts';

// A process of its own: what the server writes besides single records is done here, under the collection's lock, so that
// the server goes on answering. It stays while the server wants it, with the site's process warm behind it.
const site = new SiteProcess();
const libraries = new KeptLibrary();
site.start();
/** Whether what a crash may have left half done was finished by this process. */
let isTidy = false;

process.on('message', (request: WriterRequest | WriterNotice) => {
  const work = 'task' in request ? answer(request) : prepare(request);
  work.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit());

async function answer({ id, task, collection, out }: WriterRequest): Promise<void> {
  const reply = (message: WriterReply): void => {
    if (process.connected) process.send?.(message);
  };
  try {
    const session = await openSession({ collection, json: true });
    await asWriter(
      session,
      task.kind,
      {},
      async (context, rulesHash) => {
        await refreshRecords(context, rulesHash, 'md5s' in task ? task.md5s : []);
        const result = await doTask(context, task);
        context.records.flush();
        reply({ id, kind: 'written', result });
        await site.build(await requestOf(session, out), context.progress);
      },
      { open: (state) => libraries.open(state), isTidy: isTidy && task.kind === 'publish' },
    );
    isTidy = true;
    reply({ id, kind: 'published' });
  } catch (error) {
    isTidy = false;
    libraries[Symbol.dispose]();
    const message = error instanceof Error ? error.message : String(error);
    reply({ id, kind: kindOf(error), message });
  }
}

/** Has the site's process read what the first edit would wait for. */
async function prepare({ collection, out }: WriterNotice): Promise<void> {
  try {
    const session = await openSession({ collection, json: true });
    site.warmUp(await requestOf(session, out));
  } catch (error) {
    // The task that is coming will tell.
    if (!(error instanceof SettingsError) && systemCodeOf(error) === undefined) throw error;
  }
}

function kindOf(error: unknown): 'busy' | 'refused' | 'failed' {
  if (error instanceof BusyError) return 'busy';
  return error instanceof RefusedError || error instanceof SettingsError ? 'refused' : 'failed';
}

async function requestOf({ settings, rules }: Session, out: string): Promise<SiteRequest> {
  const { roots } = await findImageRoots(settings);
  const { categories, aliases } = rules.tagRules;
  return {
    settings,
    categories: [...categories],
    aliases: [...aliases],
    roots,
    out: resolve(out),
    stays: true,
  };
}
