import { readLibrary } from '../../pipeline/library/library.ts';
import { PageRenderer } from './page-renderer.ts';
import type { RenderReply, RenderRequest } from './render-messages.ts';

// A process of its own: renders bounded batches of pages, so that memory does not grow with the collection.

let renderer: PageRenderer | undefined;

process.on('message', (request: RenderRequest) => {
  if (request.kind === 'setup') {
    renderer = new PageRenderer(request.setup, readLibrary(request.setup.state));
    return;
  }
  if (!renderer) throw new Error('a batch came before its setup');
  renderer.render(request.batch).then(
    (reply) => process.send?.(reply),
    (error: unknown) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ kind: 'failed', reason } satisfies RenderReply);
    },
  );
});
process.on('disconnect', () => process.exit(0));
