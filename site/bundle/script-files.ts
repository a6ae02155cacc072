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
  const keys = sharedKeys(chunks);
  const own = chunks.filter((chunk) => chunk.file === file);
  const lines = own.flatMap(({ name, entry }) => {
    const given = [...(keys.get(name) ?? [])];
    const names = given.map(([own, key]) => `${own} as s${key}`);
    return [
      ...(names.length > 0 ? [`import {${names}} from './${name}';`] : []),
      ...(entry === undefined ? [] : [`import './${name}';`]),
    ];
  });
  const left = own.flatMap(({ name }) => [...(keys.get(name)?.values() ?? [])]);
  if (left.length > 0) {
    const values = left.map((key) => `${key}: s${key}`);
    lines.push(`(globalThis.${shared} ??= {}).${file} = {${values}};`);
  }
  return bundle({
    stdin: { contents: lines.join('\n'), sourcefile: `${file}.js`, resolveDir: '.' },
    format: 'iife',
    plugins: [takeChunks(own, chunks, keys)],
  });
}

/** The global that files leave what they share in, each under its name and the keys of `sharedKeys`. All of a page's files are of one build. */
const shared = 'homebooruShared';

/** The short key of each name that some file takes from another's chunk, by chunk. Numbers pack well. */
type SharedKeys = ReadonlyMap<string, ReadonlyMap<string, number>>;

function sharedKeys(chunks: readonly Chunk[]): SharedKeys {
  const fileOf = new Map(chunks.map(({ name, file }) => [name, file]));
  const keys = new Map<string, Map<string, number>>();
  let next = 0;
  for (const { file, imports } of chunks) {
    for (const { from, names } of imports) {
      if (fileOf.get(from) === file) continue;
      const own = keys.get(from) ?? new Map<string, number>();
      keys.set(from, own);
      for (const name of names) if (!own.has(name)) own.set(name, next++);
    }
  }
  return keys;
}

/**
 * Finds a file's own chunks, and reads what it takes from others from the global, by file: where one of those has not run,
 * this one ends at its first line.
 */
function takeChunks(own: readonly Chunk[], chunks: readonly Chunk[], keys: SharedKeys): Plugin {
  const known = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  const isOwn = new Set(own.map(({ name }) => name));
  const taken = new Map<string, Set<string>>();
  for (const { from, names } of own.flatMap(({ imports }) => imports)) {
    if (!isOwn.has(from)) taken.set(from, new Set([...(taken.get(from) ?? []), ...names]));
  }
  const keysOf = (chunk: string): readonly (readonly [name: string, key: number])[] =>
    [...(taken.get(chunk) ?? [])].map((name) => {
      const key = keys.get(chunk)?.get(name);
      if (key === undefined) throw new Error(`nobody leaves ${name} of ${chunk}`);
      return [name, key];
    });
  return {
    name: 'chunks',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path }) => ({
        path: path.slice('./'.length),
        namespace: 'chunk',
      }));
      build.onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => {
        if (path === shared) {
          const byFile = Map.groupBy(taken.keys(), (name) => known.get(name)?.file ?? '');
          const lines = [...byFile].map(([file, names]) => {
            const all = names.flatMap(keysOf).map(([, key]) => `${key}: s${key}`);
            return `export const {${all}} = globalThis.${shared}.${file};`;
          });
          return { contents: lines.join('\n') };
        }
        const chunk = known.get(path);
        if (!chunk) throw new Error(`no chunk ${path}`);
        if (isOwn.has(path)) return { contents: chunk.text };
        const names = keysOf(path).map(([name, key]) => `s${key} as ${name}`);
        return { contents: names.length > 0 ? `export {${names}} from './${shared}';` : '' };
      });
    },
  };
}
