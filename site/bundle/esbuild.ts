import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, type BuildResult, build, type Plugin, transform } from 'esbuild';

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
    ...options,
    plugins: [
      ...(options.loader?.['.css'] === undefined ? [stylesAsText] : []),
      ...(options.plugins ?? []),
    ],
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

/** The styles of a part that only some visits need come with its script. */
const stylesAsText: Plugin = {
  name: 'styles as text',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const styles = await readFile(path, 'utf8');
      const { code } = await transform(styles, { loader: 'css', minify: true, sourcefile: path });
      return { contents: code, loader: 'text' };
    });
  },
};
