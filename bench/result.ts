import { availableParallelism } from 'node:os';

/** What a measurement is told. */
export interface BenchWish {
  /** Posts, or whatever the measurement counts. */
  readonly count: number;
  /** Where collections are kept between runs; `undefined`: nowhere. */
  readonly folder: string | undefined;
  /** For people, while it runs. */
  readonly say: (line: string) => void;
}

export type Bench = (wish: BenchWish) => Promise<BenchResult>;

/** Figures by name, with their units in the name: `seconds`, `cpuSeconds`, `peakMegabytes`, `files`, … */
export type Figures = Readonly<Record<string, number>>;

export interface BenchStep {
  readonly name: string;
  readonly figures: Figures;
  /** What the design asks for at this count, by figure. */
  readonly bars?: Figures;
  /** How many times as long it may take at ten times the count. */
  readonly growth?: number;
}

export interface BenchResult {
  readonly bench: string;
  readonly count: number;
  readonly cores: number;
  readonly node: string;
  readonly steps: readonly BenchStep[];
}

export function resultOf(bench: string, count: number, steps: readonly BenchStep[]): BenchResult {
  return { bench, count, cores: availableParallelism(), node: process.version, steps };
}

/** Reads an earlier result's file. Throws where it is none. */
export function parseResult(value: unknown): BenchResult {
  const result = value as Partial<BenchResult> | null;
  if (typeof result?.bench !== 'string' || !Array.isArray(result.steps)) {
    throw new Error('the baseline is no result of a bench');
  }
  return result as BenchResult;
}

/** The figures in columns; a bar stands behind its figure, marked where it is missed. */
export function table({ bench, count, cores, node, steps }: BenchResult): string {
  const names = columnsOf(steps);
  const rows = steps.map(({ name, figures, bars }) => [
    name,
    ...names.map((figure) => cellOf(figures[figure], bars?.[figure])),
  ]);
  return `${bench}, ${count}, ${cores} cores, Node ${node}\n${align([['', ...names], ...rows])}`;
}

/** Every figure as a ratio to the baseline's: below 1 is less. Beside one of fewer, times have their bar of growth. */
export function compare(result: BenchResult, baseline: BenchResult): string {
  const names = columnsOf(result.steps);
  const decades = Math.log10(result.count / baseline.count);
  const rows = result.steps.map(({ name, figures, growth }) => {
    const before = baseline.steps.find((step) => step.name === name)?.figures ?? {};
    const bar = growth === undefined || decades <= 0 ? undefined : growth ** decades;
    return [
      name,
      ...names.map((figure) => {
        const isTime = figure === 'seconds' || figure === 'cpuSeconds';
        return ratioOf(figures[figure], before[figure], isTime ? bar : undefined);
      }),
    ];
  });
  const head = `ratio to the baseline (${baseline.bench}, ${baseline.count})`;
  return `${head}\n${align([['', ...names], ...rows])}`;
}

function columnsOf(steps: readonly BenchStep[]): readonly string[] {
  return [...new Set(steps.flatMap(({ figures }) => Object.keys(figures)))];
}

function cellOf(figure: number | undefined, bar: number | undefined): string {
  if (figure === undefined) return '';
  return bar === undefined
    ? show(figure)
    : `${show(figure)} (${figure <= bar ? '≤' : '! >'} ${show(bar)})`;
}

function ratioOf(now: number | undefined, before: number | undefined, bar?: number): string {
  return now === undefined || !before ? '' : cellOf(now / before, bar);
}

function show(figure: number): string {
  return Number.isInteger(figure) ? String(figure) : figure.toFixed(2);
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
