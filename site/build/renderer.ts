import '../../pipeline/library/without-maglev.ts';
import { reasonOf, systemCodeOf } from '../../pipeline/library/files.ts';
import { readLibrary } from '../../pipeline/library/library.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { BatchWriter } from './batch-writer.ts';
import { libraryState } from './library-state.ts';
import { OutputFolder } from './output-folder.ts';
import type { RenderOrder, RenderReply, RenderRequest } from './render-messages.ts';
import { Templates } from './templates.ts';

// A process of its own: writes bounded batches of pages, so that memory does not grow with the collection. It does one
// order after the other, in the order in which they come.

let writer: BatchWriter | undefined;
let last: Promise<void> = Promise.resolve();

process.on('message', (request: RenderRequest) => {
  if (request.kind === 'setup') {
    const { setup } = request;
    writer = new BatchWriter(setup, {
      library: readLibrary(libraryState(setup.request)),
      folder: OutputFolder.reopen(setup.request.out),
      templates: new Templates(),
    });
  } else last = last.then(() => answer(request));
});
process.on('disconnect', () => process.exit(0));

async function answer(order: RenderOrder): Promise<void> {
  const reply = await replyTo(order);
  process.send?.(reply);
}

async function replyTo(order: RenderOrder): Promise<RenderReply> {
  if (!writer) throw new Error('an order came before the setup');
  try {
    return await writer.write(order);
  } catch (error) {
    if (error instanceof SettingsError) return { kind: 'refused', message: error.message };
    const code = systemCodeOf(error);
    if (code !== undefined) return { kind: 'failed', reason: reasonOf(error), code };
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'failed', reason };
  }
}
