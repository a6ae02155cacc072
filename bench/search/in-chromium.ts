import type { Browser, CDPSession, Page } from 'playwright-core';
import { pageSize, type Run } from './contender.ts';
import type { DrawnQuery } from './draw-queries.ts';
import type { PageAnswer } from './page-answer.ts';
import { PageHost } from './page-host.ts';

/** A query's costs in a browser. */
export interface BrowserRun extends Run {
  /** Gzipped bytes of shards that were loaded until the tiles of the first page stood. */
  readonly tileBytes: number;
  /** The longest that script held the page's thread, in milliseconds of its processor time; shards are loaded anew, and decoded. */
  readonly longestSlice: number;
}

const warmRounds = 20;

/** Asks each query of a browser that has loaded nothing, then again on the same page. */
export async function runInChromium(
  queries: readonly DrawnQuery[],
  folder: string,
  browser: Browser,
): Promise<readonly BrowserRun[]> {
  await using host = await PageHost.open(folder);
  const runs: BrowserRun[] = [];
  for (const { kind, text } of queries) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(host.address);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    host.takeLoad();
    const [answer, coldCpu] = await timed(session, () => ask(page, text));
    const tileBytes = await bytesUntil(page, answer.tilesAt);
    const load = host.takeLoad();
    const [, warmCpu] = await timed(session, () =>
      page.evaluate(
        ([query, tiles, rounds]) => globalThis.homebooruBench?.repeat(query, tiles, rounds),
        [text, pageSize, warmRounds] as const,
      ),
    );
    await browser.startTracing(page, { categories: ['devtools.timeline'] });
    await page.evaluate(([query, tiles]) => globalThis.homebooruBench?.answerAnew(query, tiles), [
      text,
      pageSize,
    ] as const);
    const longestSlice = longestScript(await browser.stopTracing());
    const shown = { total: answer.total, first: answer.first };
    const costs = { ...load, tileBytes, coldCpu, warmCpu: warmCpu / warmRounds, longestSlice };
    runs.push({ kind, text, answer: shown, ...costs });
    await context.close();
  }
  return runs;
}

/** Milliseconds from a key to the list, for each text that is typed letter by letter; cold at first, warm later. */
export async function completeInChromium(
  texts: readonly string[],
  folder: string,
  browser: Browser,
): Promise<readonly number[]> {
  await using host = await PageHost.open(folder);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(host.address);
  const times = await page.evaluate(async (all) => {
    const found: number[] = [];
    for (const typed of all) found.push((await globalThis.homebooruBench?.complete(typed)) ?? 0);
    return found;
  }, texts);
  await context.close();
  return times;
}

function ask(page: Page, text: string): Promise<PageAnswer> {
  return page.evaluate(
    async ([query, tiles]) => {
      const answer = await globalThis.homebooruBench?.answer(query, tiles);
      if (!answer) throw new Error('the page has no program');
      return answer;
    },
    [text, pageSize] as const,
  );
}

/** https://developer.mozilla.org/en-US/docs/Web/API/PerformanceResourceTiming */
interface Loaded {
  readonly name: string;
  readonly startTime: number;
  readonly encodedBodySize: number;
}

function bytesUntil(page: Page, time: number): Promise<number> {
  return page.evaluate((end) => {
    const entries = performance.getEntriesByType('resource') as unknown as readonly Loaded[];
    return entries
      .filter(({ name, startTime }) => name.includes('/data/') && startTime <= end)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  }, time);
}

async function timed<T>(
  session: CDPSession,
  work: () => Promise<T>,
): Promise<readonly [T, milliseconds: number]> {
  const before = await taskSeconds(session);
  const result = await work();
  return [result, ((await taskSeconds(session)) - before) * 1000];
}

/** Of the page's main thread, with what the measuring itself takes: an upper bound. */
async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

interface TraceEvent {
  readonly name?: string;
  readonly pid?: number;
  readonly tid?: number;
  readonly ph?: string;
  /** Microseconds of the thread's processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What a trace calls a page's script at work: the engine's, as the page has no other. */
const scriptEvents = new Set(['EvaluateScript', 'EventDispatch', 'FunctionCall', 'RunMicrotasks']);

/** The longest that script ran on a renderer's main thread without a break. */
function longestScript(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid = 0, tid = 0 }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  let longest = 0;
  for (const event of traceEvents) {
    const isScript = scriptEvents.has(event.name ?? '') && event.ph === 'X';
    if (isScript && mains.has(threadOf(event))) longest = Math.max(longest, event.tdur ?? 0);
  }
  return longest / 1000;
}
