import type { Plugin } from 'esbuild';
import { bundle } from './esbuild.ts';
import { type Chunk, type EntryName, entryNames, splitScripts } from './split-scripts.ts';

export interface ScriptFiles {
  /** Classic scripts, by their names. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The files that a script takes, itself the last, in the order in which they run; all but the core's. */
  readonly needs: Readonly<Record<EntryName, readonly string[]>>;
}

/**
 * Scripts as classic ones, because modules do not load from disk. What a file shares it leaves in a global for those that run
 * after it; they take it from there when they begin, so that within a script it is a variable like any other.
 */
export async function bundleScriptFiles(): Promise<ScriptFiles> {
  const chunks = await splitScripts();
  const names = [...new Set(chunks.map(({ file }) => file))];
  const files = await Promise.all(
    names.map(async (file): Promise<[string, Uint8Array]> => [file, await join(file, chunks)]),
  );
  const needs = entryNames.map((name): [EntryName, readonly string[]] => [
    name,
    filesOf(name, chunks).filter((file) => file !== 'core'),
  ]);
  return {
    files: new Map(files),
    needs: Object.fromEntries(needs) as Record<EntryName, readonly string[]>,
  };
}

/** The files that one runs after, and itself the last. */
function filesOf(file: string, chunks: readonly Chunk[], known = new Set<string>()): string[] {
  const own = chunks.filter((chunk) => chunk.file === file);
  for (const wish of own.flatMap(({ imports }) => imports)) {
    const from = chunks.find(({ name }) => name === wish)?.file;
    if (from !== undefined && from !== file && !known.has(from)) filesOf(from, chunks, known);
  }
  return [...known.add(file)];
}

function join(file: string, chunks: readonly Chunk[]): Promise<Uint8Array> {
  const own = chunks.filter((chunk) => chunk.file === file);
  const isOwn = new Set(own.map(({ name }) => name));
  const wished = new Set(
    chunks.filter(({ name }) => !isOwn.has(name)).flatMap(({ imports }) => imports),
  );
  const lines = own.map(({ name, exports, entry }, place) =>
    wished.has(name)
      ? `import {${exports.map((own) => `${own} as ${own}${place}`)}} from './${name}';
Object.assign(globalThis.${shared} ??= {}, {${keyOf(name, chunks)}: {${exports.map((own) => `${own}: ${own}${place}`)}}});`
      : entry !== undefined && `import './${name}';`,
  );
  const contents = lines.filter((line) => line !== false).join('\n');
  return bundle({
    stdin: { contents, sourcefile: `${file}.js`, resolveDir: '.' },
    format: 'iife',
    plugins: [takeChunks(chunks, isOwn)],
  });
}

/** The global that files leave what they share in, by chunk. All of a page's files are of one build. */
const shared = 'homebooruShared';

/** Names are hashes, which pack badly: a chunk's place is enough. */
function keyOf(name: string, chunks: readonly Chunk[]): number {
  return chunks.findIndex((chunk) => chunk.name === name);
}

/** Finds a file's own chunks, and reads all others from the global. */
function takeChunks(chunks: readonly Chunk[], isOwn: ReadonlySet<string>): Plugin {
  const known = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  return {
    name: 'chunks',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path }) => ({
        path: path.slice('./'.length),
        namespace: 'chunk',
      }));
      build.onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => {
        const chunk = known.get(path);
        if (!chunk) throw new Error(`no chunk ${path}`);
        if (isOwn.has(path)) return { contents: chunk.text };
        if (chunk.exports.length === 0) return { contents: '' };
        const from = `globalThis.${shared}[${keyOf(path, chunks)}]`;
        return { contents: `export const {${chunk.exports}} = ${from};` };
      });
    },
  };
}
