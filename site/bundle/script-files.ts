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
  for (const { from } of own.flatMap(({ imports }) => imports)) {
    const other = chunks.find(({ name }) => name === from)?.file;
    if (other !== undefined && other !== file && !known.has(other)) filesOf(other, chunks, known);
  }
  return [...known.add(file)];
}

function join(file: string, chunks: readonly Chunk[]): Promise<Uint8Array> {
  const left = leftValues(chunks);
  const own = chunks.filter((chunk) => chunk.file === file);
  const lines = own.flatMap(({ name, entry }) => {
    const given = (left.get(file) ?? []).filter(({ chunk }) => chunk === name);
    const names = given.map((value) => `${value.name} as ${value.alias}`);
    return [
      ...(names.length > 0 ? [`import {${names}} from './${name}';`] : []),
      ...(entry === undefined ? [] : [`import './${name}';`]),
    ];
  });
  const values = left.get(file)?.map(({ alias }) => alias);
  // Every page runs the core first.
  if (values && file === 'core') lines.push(`globalThis.${shared} = { core: [${values}] };`);
  else if (values) lines.push(`${shared}.${file} = [${values}];`);
  return bundle({
    stdin: { contents: lines.join('\n'), sourcefile: `${file}.js`, resolveDir: '.' },
    format: 'iife',
    plugins: [takeChunks(own, chunks, left)],
  });
}

/** The global that files leave what they share in, each a list under its name. All of a page's files are of one build. */
const shared = 'homebooruShared';

/** Something that a file leaves for others. */
interface LeftValue {
  readonly chunk: string;
  readonly name: string;
  /** Its name where it is taken, unlike that of any other. */
  readonly alias: string;
}

/** What each file leaves, in this order: places in a list pack better than names. */
function leftValues(chunks: readonly Chunk[]): ReadonlyMap<string, readonly LeftValue[]> {
  const fileOf = new Map(chunks.map(({ name, file }) => [name, file]));
  const left = new Map<string, LeftValue[]>();
  for (const { file, imports } of chunks) {
    for (const { from, names } of imports) {
      const home = fileOf.get(from);
      if (home === undefined || home === file) continue;
      const values = left.get(home) ?? [];
      left.set(home, values);
      for (const name of names) {
        if (values.some((value) => value.chunk === from && value.name === name)) continue;
        values.push({ chunk: from, name, alias: `${home}${values.length}` });
      }
    }
  }
  return left;
}

/**
 * Finds a file's own chunks, and reads what it takes from others from the global, by file: where one of those has not run,
 * this one ends at its first line.
 */
function takeChunks(
  own: readonly Chunk[],
  chunks: readonly Chunk[],
  left: ReadonlyMap<string, readonly LeftValue[]>,
): Plugin {
  const known = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  const isOwn = new Set(own.map(({ name }) => name));
  const isTaken = ({ chunk, name }: LeftValue): boolean =>
    own.some(({ imports }) =>
      imports.some(({ from, names }) => from === chunk && names.includes(name)),
    );
  return {
    name: 'chunks',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path }) => ({
        path: path.slice('./'.length),
        namespace: 'chunk',
      }));
      build.onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => {
        if (path === shared) {
          const lines = [...left].flatMap(([file, values]) => {
            const taken = values.map((value) => (isTaken(value) ? value.alias : ''));
            const last = taken.findLastIndex((alias) => alias !== '');
            if (last < 0 || own[0]?.file === file) return [];
            return [`export const [${taken.slice(0, last + 1)}] = ${shared}.${file};`];
          });
          return { contents: lines.join('\n') };
        }
        const chunk = known.get(path);
        if (!chunk) throw new Error(`no chunk ${path}`);
        if (isOwn.has(path)) return { contents: chunk.text };
        const values = left.get(chunk.file)?.filter((value) => value.chunk === path) ?? [];
        const names = values.filter(isTaken).map(({ alias, name }) => `${alias} as ${name}`);
        return { contents: names.length > 0 ? `export {${names}} from './${shared}';` : '' };
      });
    },
  };
}
