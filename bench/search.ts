import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../tests/browser/find-browser.ts';
import { type Bench, type BenchStep, type Figures, resultOf } from './result.ts';
import { type Measured, runMeasured } from './run-measured.ts';
import type { Answers } from './search/answer-queries.ts';
import type { Run } from './search/contender.ts';
import { drawQueries, threeTags } from './search/draw-queries.ts';
import { type BrowserRun, runInChromium } from './search/in-chromium.ts';
import type { IndexSizes } from './search/write-index.ts';

const writer = fileURLToPath(new URL('search/write-index.ts', import.meta.url));
const answerer = fileURLToPath(new URL('search/answer-queries.ts', import.meta.url));

/** The design's bars for a first search with three tags, by posts. */
const searchBars: Readonly<Record<number, Figures>> = {
  100000: { tileKilobytesP95: 100, warmMillisecondsP95: 3 },
  1000000: { tileKilobytesP95: 400, warmMillisecondsP95: 30 },
};
/** A search never holds the page's thread for longer. */
const longestSlice = { longestSliceMilliseconds: 8 };
/** Heap of the contenders, in megabytes: FlexSearch holds all of a million posts. */
const heap = '--max-old-space-size=12000';

/**
 * The index alone, without pages and pictures: what it takes to build and to keep, and what 400 queries of eight kinds cost
 * in Node and in Chromium, beside FlexSearch by itself and a look at every post.
 */
export const bench: Bench = async ({ count, folder, say }) => {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  const state = join(home, `search-${count}`);
  const site = join(home, `search-site-${count}`);
  const steps: BenchStep[] = [];
  const tell = (step: BenchStep): void => {
    say(`${step.name}: ${JSON.stringify(step.figures)}`);
    steps.push(step);
  };
  try {
    say(`drawing the posts that the library lacks of ${count} …`);
    await runMeasured([writer, 'library', state, String(count)]);
    const written = await runMeasured([writer, 'index', state, site]);
    tell({ name: 'index built', figures: costsOf(written) });
    const sizes = await runMeasured([writer, 'sizes', state]);
    for (const step of sizeSteps(JSON.parse(sizes.output) as IndexSizes, count)) tell(step);
    const answers = new Map<string, readonly Run[]>();
    for (const contender of ['shards', 'flexsearch', 'scan']) {
      const words = [heap, answerer, contender, state, site, String(count)];
      const measured = await runMeasured(words);
      const { runs, readyCpuSeconds, readyBytes } = JSON.parse(measured.output) as Answers;
      answers.set(contender, runs);
      const { peakMegabytes } = measured;
      const figures = { readyCpuSeconds, readyKilobytes: readyBytes / 1000, peakMegabytes };
      tell({ name: `${contender} in Node, ready`, figures });
      for (const step of kindSteps(`${contender} in Node`, runs)) tell(step);
    }
    const browser = await openBrowser();
    try {
      const runs = await runInChromium(drawQueries(count), site, browser);
      answers.set('Chromium', runs);
      for (const step of kindSteps('Chromium', runs, count)) tell(step);
    } finally {
      await browser.close();
    }
    tell(differences(answers));
  } finally {
    if (folder === undefined) rmSync(home, { recursive: true, force: true });
  }
  return resultOf('search', count, steps);
};

function costsOf({ seconds, cpuSeconds, peakMegabytes, writtenMegabytes }: Measured): Figures {
  return { seconds, cpuSeconds, peakMegabytes, writtenMegabytes };
}

function sizeSteps({ kinds, boundBytes }: IndexSizes, count: number): readonly BenchStep[] {
  const bytesOf = (...names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (kinds[name]?.bytes ?? 0), 0);
  const steps = Object.entries(kinds).map(([name, { shards, bytes }]) => ({
    name: `size of ${name}`,
    figures: { shards, gzipKilobytes: bytes / 1000, gzipBytesAPost: bytes / count },
  }));
  return [
    ...steps,
    {
      name: 'postings and vocabulary',
      figures: { ratioToBound: bytesOf('postings', 'vocabulary') / boundBytes },
      bars: { ratioToBound: 1.6 },
    },
    {
      name: 'columns and shapes',
      figures: { gzipBytesAPost: bytesOf('columns', 'shapes') / count },
      bars: { gzipBytesAPost: 14 },
    },
  ];
}

function kindSteps(
  name: string,
  runs: readonly (Run & Partial<BrowserRun>)[],
  count?: number,
): readonly BenchStep[] {
  return [...Map.groupBy(runs, ({ kind }) => kind)].map(([kind, own]) => {
    const figures = {
      queries: own.length,
      ...spread('kilobytes', own, ({ bytes }) => bytes && bytes / 1000),
      ...spread('tileKilobytes', own, ({ tileBytes }) => tileBytes && tileBytes / 1000),
      ...spread('requests', own, ({ requests }) => requests),
      ...spread('coldMilliseconds', own, ({ coldCpu }) => coldCpu),
      ...spread('warmMilliseconds', own, ({ warmCpu }) => warmCpu),
      ...longestOf(own),
    };
    const isBarred = count !== undefined && kind === threeTags;
    const bars = {
      ...(isBarred ? searchBars[count] : {}),
      ...('longestSliceMilliseconds' in figures ? longestSlice : {}),
    };
    return { name: `${name}, ${kind}`, figures, bars };
  });
}

function spread<T>(
  name: string,
  items: readonly T[],
  read: (item: T) => number | undefined,
): Figures {
  const values = items.map(read).filter((value) => value !== undefined);
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return sorted.length === 0
    ? {}
    : { [`${name}P50`]: at(0.5), [`${name}P95`]: at(0.95), [`${name}Max`]: at(1) };
}

function longestOf(runs: readonly Partial<BrowserRun>[]): Figures {
  const values = runs.map((run) => run.longestSlice).filter((value) => value !== undefined);
  return values.length === 0 ? {} : { longestSliceMilliseconds: Math.max(...values) };
}

/** Where contenders do not agree, one of them is wrong. */
function differences(answers: ReadonlyMap<string, readonly Run[]>): BenchStep {
  const known = new Map(answers.get('scan')?.map((run) => [run.text, run.answer]));
  let compared = 0;
  let wrong = 0;
  for (const [name, runs] of answers) {
    for (const { text, answer } of name === 'scan' ? [] : runs) {
      const wanted = known.get(text);
      if (!wanted) continue;
      compared += 1;
      if (wanted.total !== answer.total || String(wanted.first) !== String(answer.first)) {
        wrong += 1;
      }
    }
  }
  return {
    name: 'answers that differ from the scan',
    figures: { compared, wrong },
    bars: { wrong: 0 },
  };
}
