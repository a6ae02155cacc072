import { basename } from 'node:path';
import { run } from './esbuild.ts';

/** The scripts that pages and visits ask for, by the file that each begins in. */
export const entries = {
  core: 'components/core.ts',
  suggest: 'components/suggest.ts',
  gallery: 'components/gallery-page.ts',
  post: 'components/post-page.ts',
  viewer: 'components/viewer/viewer.ts',
  settings: 'components/settings/settings-dialog.ts',
  slideshow: 'components/slideshow/slideshow.ts',
  tags: 'components/tags-page.ts',
  editing: 'components/editing/editing.ts',
  tagEditor: 'components/tag-editor/open-tag-editor.ts',
  selection: 'components/selection/selection.ts',
} as const;
export type EntryName = keyof typeof entries;

type Audience = ReadonlySet<EntryName>;

/**
 * What several scripts need is in a file that all of them are loaded after, so that a visitor loads it once. In this order:
 * what some needs can only come from before it. Whatever is not claimed here is in the file of the script that needs it.
 */
const shared: readonly (readonly [file: string, claims: (audience: Audience) => boolean])[] = [
  // On every page, before any other.
  ['core', (audience) => audience.has('core')],
  // The query language: all that the lighter scripts need.
  ['query', (audience) => audience.size > 1 && (audience.has('tags') || audience.has('settings'))],
  // Lit and FlexSearch.
  ['completion', (audience) => audience.size > 1 && within(audience, ['suggest', 'tagEditor'])],
  // The editor is only ever opened by what is in this one.
  ['editing', (audience) => within(audience, ['editing', 'tagEditor']) && audience.has('editing')],
  // To read the index and to draw what it has.
  ['index', (audience) => audience.size > 1],
];

function within(audience: Audience, names: readonly EntryName[]): boolean {
  return [...audience].every((name) => names.includes(name));
}

/** A stretch of code that the same scripts need, as an ECMAScript module. */
export interface Chunk {
  readonly name: string;
  readonly text: string;
  /** What other chunks take from it, by the short names that it has on the way. */
  readonly exports: readonly string[];
  /** Chunks that it takes from. */
  readonly imports: readonly string[];
  /** The script file that it goes into. */
  readonly file: string;
  /** The script that begins here. */
  readonly entry?: EntryName;
}

/** All scripts of a page, cut where the sets of scripts that need the code differ; in the order of the chunks' names. */
export async function splitScripts(): Promise<readonly Chunk[]> {
  const { outputFiles, metafile } = await run({
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: file, out })),
    format: 'esm',
    splitting: true,
    outdir: 'split',
  });
  const outputs = Object.entries(metafile.outputs).map(([path, { exports, imports }]) => ({
    name: basename(path),
    exports,
    imports: imports.map((one) => basename(one.path)),
  }));
  const importsOf = new Map(outputs.map(({ name, imports }) => [name, imports]));
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const audiences = new Map<string, Set<EntryName>>();
  const reach = (name: string, entry: EntryName): void => {
    const audience = audiences.get(name) ?? new Set();
    if (audience.has(entry)) return;
    audiences.set(name, audience.add(entry));
    for (const next of importsOf.get(name) ?? []) reach(next, entry);
  };
  for (const entry of entryNames) reach(`${entry}.js`, entry);
  return outputs
    .map(({ name, exports, imports }): Chunk => {
      const entry = entryNames.find((known) => name === `${known}.js`);
      const file = entry ?? fileOf(audiences.get(name) ?? new Set());
      const text = texts.get(name) ?? '';
      return { name, text, exports, imports, file, ...(entry === undefined ? {} : { entry }) };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export const entryNames = Object.keys(entries) as readonly EntryName[];

function fileOf(audience: Audience): string {
  const claimed = shared.find(([, claims]) => claims(audience));
  if (claimed) return claimed[0];
  const [only] = audience;
  if (only === undefined) throw new Error('no script needs it');
  return only;
}
