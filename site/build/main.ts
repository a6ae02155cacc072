import type { SiteMessage, SiteRequest } from '../../pipeline/library/site-request.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { buildSite } from './build-site.ts';
import { explainFile } from './explain-file.ts';

// The site is built in a process of its own: the command line, and later the sidecar, only wait for it.
process.once('message', (request: SiteRequest) => {
  build(request).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});

async function build(request: SiteRequest): Promise<void> {
  const send = (message: SiteMessage): void => {
    process.send?.(message);
  };
  try {
    if (request.explain !== undefined) {
      send({ kind: 'explained', file: await explainFile(request, request.explain) });
      return;
    }
    const report = await buildSite(request, (stage, done, total) => {
      send({ kind: 'progress', stage, done, total });
    });
    send({ kind: 'report', report });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    send({ kind: 'refused', message: error.message });
  }
}
