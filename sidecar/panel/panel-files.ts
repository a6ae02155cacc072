import { dirname, join } from 'node:path';
import { build, stop } from 'esbuild';

const project = dirname(dirname(import.meta.dirname));

/** The panel's files, by their names below `/admin/`. */
const entries = new Map([
  ['admin.css', { entry: 'components/admin/admin.css', type: 'text/css' }],
  ['login.js', { entry: 'components/admin/login.ts', type: 'text/javascript' }],
  ['theme.js', { entry: 'components/theme/theme-first.ts', type: 'text/javascript' }],
  ['panel.js', { entry: 'components/admin/panel.ts', type: 'text/javascript' }],
]);

export interface PanelFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Scripts and styles of the panel and the login, bundled when they are first asked for: the site has none of them. */
export class PanelFiles {
  #files: Promise<ReadonlyMap<string, PanelFile>> | undefined;

  async find(name: string): Promise<PanelFile | undefined> {
    if (!entries.has(name)) return undefined;
    this.#files ??= bundleAll();
    return (await this.#files).get(name);
  }
}

async function bundleAll(): Promise<ReadonlyMap<string, PanelFile>> {
  try {
    const files = await Promise.all(
      [...entries].map(async ([name, { entry, type }]): Promise<[string, PanelFile]> => {
        return [name, { type, bytes: await bundle(entry) }];
      }),
    );
    return new Map(files);
  } finally {
    // Its process would stay, with its memory.
    await stop();
  }
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: project,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
    outdir: join(project, 'none'),
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return file.contents;
}
