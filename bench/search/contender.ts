import type { DrawnQuery } from './draw-queries.ts';

/** Something that answers queries over the same posts. */
export interface Contender {
  /** The first sixty numbers in the query's order, and how many there are; `undefined`: it cannot ask this. */
  readonly answer: (text: string) => Promise<Answer | undefined>;
  /** What the last answer loaded; nothing for those that have all in memory. */
  readonly takeLoad?: () => Load;
}

export interface Answer {
  readonly total: number;
  readonly first: readonly number[];
}

export interface Load {
  readonly requests: number;
  /** Gzipped, as sent. */
  readonly bytes: number;
}

/** A query's costs; processor time in milliseconds of the thread that answers. */
export interface Run extends Partial<Load> {
  readonly kind: string;
  readonly text: string;
  readonly answer: Answer;
  /** The first time, from nothing. */
  readonly coldCpu?: number;
  /** Again, with everything at hand. */
  readonly warmCpu: number;
}

/** A page of tiles. */
export const pageSize = 60;
/** The clock of processor time ticks every few milliseconds: shorter work is repeated until this many have passed. */
const leastTimed = 24;
const mostRounds = 400;

/** Asks each query first of a contender that knows nothing, where a new one costs nothing, then again. */
export async function runAll(
  queries: readonly DrawnQuery[],
  contenderFor: () => Contender,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const { kind, text } of queries) {
    const contender = contenderFor();
    const [answer, coldCpu] = await timed(() => contender.answer(text));
    if (answer === undefined) continue;
    const load = contender.takeLoad?.();
    let spent = 0;
    let rounds = 0;
    while (spent < leastTimed && rounds < mostRounds) {
      spent += (await timed(() => contender.answer(text)))[1];
      rounds += 1;
    }
    const warmCpu = spent / rounds;
    runs.push({ kind, text, answer, ...(load && { ...load, coldCpu }), warmCpu });
  }
  return runs;
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, milliseconds: number]> {
  const before = process.threadCpuUsage();
  const result = await work();
  const { user, system } = process.threadCpuUsage(before);
  return [result, (user + system) / 1000];
}
