import { basename } from 'node:path';
import { run } from './esbuild.ts';

/** The scripts that pages and visits ask for, by the file that each begins in. */
export const entries = {
  core: 'components/core.ts',
  suggest: 'components/suggest.ts',
  gallery: 'components/gallery-page.ts',
  endless: 'components/gallery/endless-part.ts',
  results: 'components/results-page.ts',
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
  // On every page, before any other; with the little of a gallery's page that nearly all others take too.
  [
    'core',
    (audience) => audience.has('core') || (audience.has('gallery') && !within(audience, galleries)),
  ],
  // What a gallery's page begins with: nothing of the index is in it.
  ['tiles', (audience) => audience.size > 1 && audience.has('gallery')],
  // The query language: all that the lighter scripts need.
  ['query', (audience) => audience.size > 1 && (audience.has('tags') || audience.has('settings'))],
  // Lit and FlexSearch.
  ['completion', (audience) => audience.size > 1 && within(audience, ['suggest', 'tagEditor'])],
  // The editor is only ever opened by what is in this one.
  ['editing', (audience) => within(audience, ['editing', 'tagEditor']) && audience.has('editing')],
  // What galleries without end are made of.
  [
    'chunks',
    (audience) => audience.size > 1 && within(audience, ['endless', 'results', 'selection']),
  ],
  // To read the index and to draw what it has.
  ['index', (audience) => audience.size > 1],
];

/** Scripts of galleries alone. */
const galleries: readonly EntryName[] = ['gallery', 'endless', 'results', 'selection'];

function within(audience: Audience, names: readonly EntryName[]): boolean {
  return [...audience].every((name) => names.includes(name));
}

export interface Import {
  readonly from: string;
  /** By their names there. */
  readonly names: readonly string[];
}

/** A stretch of code that the same scripts need, as an ECMAScript module. */
export interface Chunk {
  readonly name: string;
  readonly text: string;
  /** Chunks that it runs after, and what it takes from each. */
  readonly imports: readonly Import[];
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
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const outputs = Object.entries(metafile.outputs).map(([path, { imports }]) => {
    const name = basename(path);
    const text = texts.get(name) ?? '';
    return { name, text, imports: imports.map((one) => importOf(basename(one.path), text)) };
  });
  const importsOf = new Map(outputs.map(({ name, imports }) => [name, imports]));
  const audiences = new Map<string, Set<EntryName>>();
  const reach = (name: string, entry: EntryName): void => {
    const audience = audiences.get(name) ?? new Set();
    if (audience.has(entry)) return;
    audiences.set(name, audience.add(entry));
    for (const { from } of importsOf.get(name) ?? []) reach(from, entry);
  };
  for (const entry of entryNames) reach(`${entry}.js`, entry);
  return outputs
    .map(({ name, text, imports }): Chunk => {
      const entry = entryNames.find((known) => name === `${known}.js`);
      const file = entry ?? fileOf(audiences.get(name) ?? new Set());
      return { name, text, imports, file, ...(entry === undefined ? {} : { entry }) };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** esbuild tells which chunks another one imports, and only their text tells what: as `import{a as b,c}from"./chunk.js"`. */
function importOf(from: string, text: string): Import {
  const end = `"./${from}"`;
  const statements = text.split(end).slice(0, -1);
  const names = statements.flatMap((before) => {
    const [, list] = /import(?:\{([^{}]*)\}from)?$/.exec(before) ?? [];
    if (list !== undefined) return list.split(',').map((item) => item.split(' as ')[0] ?? '');
    if (before.endsWith('import')) return [];
    throw new Error(`${from} is imported in an unknown way: ${before.slice(-80)}`);
  });
  if (statements.length === 0) throw new Error(`no import of ${from} is found`);
  return { from, names };
}

export const entryNames = Object.keys(entries) as readonly EntryName[];

function fileOf(audience: Audience): string {
  const claimed = shared.find(([, claims]) => claims(audience));
  if (claimed) return claimed[0];
  const [only] = audience;
  if (only === undefined) throw new Error('no script needs it');
  return only;
}
