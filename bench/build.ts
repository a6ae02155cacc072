import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraryPath, removeLibrary } from '../pipeline/library/library-files.ts';
import { readSettings } from '../pipeline/settings/settings.ts';
import { addPictures, makeReadyCollection } from './ready-collection.ts';
import { type Bench, type BenchStep, type Figures, resultOf } from './result.ts';
import { type Measured, runCommand } from './run-measured.ts';

/** The design's bars, by posts and step. What an edit costs is measured through the server, which keeps warm: sidecar.ts. */
const bars: Readonly<Record<number, Readonly<Record<string, Figures>>>> = {
  100000: {
    'site from records': { seconds: 60, peakMegabytes: 1000 },
    'build, unchanged': { seconds: 3 },
    'build, unchanged again': { seconds: 3 },
    'site, unchanged': { seconds: 3 },
  },
  1000000: {
    'site from records': { seconds: 720, peakMegabytes: 2000 },
  },
};

/** How many times as long each step may take at ten times the posts; all others 11 times. */
const growths: Readonly<Record<string, number>> = {
  'site from records, related posts too': 40,
  'build, unchanged': 2.5,
  'build, unchanged again': 2.5,
  'site, unchanged': 2.5,
  edit: 2.5,
  'site after an edit': 2.5,
};

/** From records to a site, and what each kind of change costs after that. */
export const bench: Bench = async ({ count, folder, say }) => {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  const collection = join(home, `collection-${count}`);
  const out = join(home, `site-${count}`);
  const plain = `${out}-without-related`;
  const steps: BenchStep[] = [];
  const where = ['--collection', collection, '--offline'];
  const measure = async (name: string, ...words: readonly string[]): Promise<void> => {
    say(`${name} …`);
    const figures = figuresOf(await runCommand(...words));
    // Of a long measurement that is ended half-way, what is known until then is known.
    say(JSON.stringify(figures));
    const bar = bars[count]?.[name];
    steps.push({ name, figures, growth: growths[name] ?? 11, ...(bar ? { bars: bar } : {}) });
  };
  const site = (name: string, target = out): Promise<void> =>
    measure(name, 'site', ...where, '--out', target, '--json');
  const build = (name: string): Promise<void> =>
    measure(name, 'build', ...where, '--out', out, '--json');
  const edit = async (name: string, query: string, change: string): Promise<void> => {
    await measure(name, 'edit', ...where, query, change);
  };
  try {
    for (const old of [plain, out]) rmSync(old, { recursive: true, force: true });
    if (!(await isFresh(collection))) {
      say(`making a collection of ${count} …`);
      await makeReadyCollection(collection, count);
    }
    const settings = join(collection, 'homebooru.yaml');
    writeFileSync(settings, "site: { related: 'off' }\n");
    await site('site from records', plain);
    removeLibrary((await readSettings(collection, true)).paths.state);
    writeFileSync(settings, '');
    await site('site from records, related posts too');
    await measure('process, all known', 'process', ...where);
    await build('build, unchanged');
    await build('build, unchanged again');
    await site('site, unchanged');
    addPictures(collection, count, 1);
    await build('build, 1 more');
    addPictures(collection, count + 1, 1000);
    await build('build, 1,000 more');
    const middle = Math.ceil(count / 2);
    await edit('edit', `id:${middle}`, '+bench_edit');
    await site('site after an edit');
    await measure('delete', 'delete', ...where, String(middle));
    await site('site after a delete');
    writeFileSync(settings, 'site: { title: Another title }\n');
    await site('site, all templates changed');
  } finally {
    if (folder === undefined) rmSync(home, { recursive: true, force: true });
  }
  return resultOf('build', count, steps);
};

/** Whether a collection is there that nothing has been built from: a million pictures take long to make. */
async function isFresh(collection: string): Promise<boolean> {
  if (!existsSync(collection)) return false;
  return !existsSync(libraryPath((await readSettings(collection, true)).paths.state));
}

function figuresOf({ output, ...figures }: Measured): Figures {
  return { ...figures, filesWritten: filesWritten(output) };
}

/** As the command's document counts them. */
function filesWritten(output: string): number {
  const found = output.matchAll(/"written":(\d+)/g);
  return [...found].reduce((sum, [, written]) => sum + Number(written), 0);
}
