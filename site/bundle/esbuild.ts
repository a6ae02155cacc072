import { dirname, join } from 'node:path';
import { type BuildOptions, type BuildResult, build } from 'esbuild';

export const project = dirname(dirname(import.meta.dirname));

/** Its smallest edition has all of the index that completion uses, and is a quarter as long. */
const flexsearch = join(project, 'node_modules/flexsearch/dist/flexsearch.light.module.min.js');

type Options = BuildOptions & { readonly write: false; readonly metafile: true };

/** Bundles as for the browser, into memory: the same sources give the same bytes, on any machine. */
export function run(options: BuildOptions): Promise<BuildResult<Options>> {
  return build({
    absWorkingDir: project,
    bundle: true,
    minify: true,
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
    alias: { flexsearch },
    // The styles of a part that only some visits need come with its script.
    loader: { '.css': 'text' },
    ...options,
    write: false,
    metafile: true,
  });
}

/** Bundles into one file. */
export async function bundle(options: BuildOptions): Promise<Uint8Array> {
  const { outputFiles } = await run(options);
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return file.contents;
}
