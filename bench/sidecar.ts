import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { makeReadyCollection } from './ready-collection.ts';
import { type Bench, type BenchStep, type Figures, resultOf } from './result.ts';
import { runCommand } from './run-measured.ts';
import { type Served, serveForBench } from './served.ts';

const postShape = z.object({
  version: z.number(),
  tags: z.record(z.string(), z.array(z.string())),
});
/** An edit that was taken, or the newer version that there is. */
const editShape = z.union([
  z.object({ edition: z.number() }),
  z.object({ version: z.number() }).transform(({ version }) => ({ version, edition: undefined })),
]);
const startedShape = z.object({ job: z.object({ id: z.number() }) });

/** From so many posts on the design has other bars. */
const large = 1_000_000;

/** The design's bars: none for the first edit in a large collection. */
function barsOf(count: number): Readonly<Record<string, Figures>> {
  const idle = { megabytes: 150 };
  return count < large
    ? {
        idle,
        'the first edit': { dist: 1000 },
        'edits, one after another': { answerP95: 300, distP95: 500 },
      }
    : { idle, 'edits, one after another': { answerP95: 300, distP95: 1000 } };
}

/** Of a collection that is used again every tag is a new one: else there would be nothing to change. */
const run = Date.now().toString(36);

/** Seconds of quiet before the memory is looked at; BENCH_IDLE says others. */
const idleSeconds = Number(process.env['BENCH_IDLE'] ?? 300);

/** Between opening a post and saving it. */
const secondsToThink = 5;

/** What the server costs: idle, asked, while a job runs, and from an edit until the site has it. Times in milliseconds. */
export const bench: Bench = async ({ count, folder, say }) => {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  const collection = join(home, `collection-${count}`);
  const out = join(home, `site-${count}`);
  const steps: BenchStep[] = [];
  const add = (name: string, figures: Figures): void => {
    const bar = barsOf(count)[name];
    steps.push(bar ? { name, figures, bars: bar } : { name, figures });
    // Of a long measurement that is ended half-way, what is known until then is known.
    say(`${name}: ${JSON.stringify(figures)}`);
  };
  try {
    if (!existsSync(collection)) {
      say(`making a collection of ${count} …`);
      await makeReadyCollection(collection, count);
    }
    say('its site …');
    writeFileSync(join(collection, 'homebooru.yaml'), 'monitor: { enabled: false }\n');
    await runCommand('site', '--collection', collection, '--offline', '--out', out, '--json');
    await using served = await serveForBench(collection, out);
    add('started', { megabytes: served.megabytes() });
    say('requests …');
    await askEverything(served, count);
    await served.loopDelay();
    add('requests', {
      ...(await askEverything(served, count)),
      ...delayOf(await served.loopDelay()),
    });
    say('edits …');
    await served.read('/api/posts/1');
    await sleep(secondsToThink * 1000);
    add('the first edit', await editOne(served, 1, `bench_first_${run}`));
    // What is started by the first one is used by the second.
    await editOne(served, 1, `bench_second_${run}`);
    await served.loopDelay();
    add('edits, one after another', {
      ...(await editInTurn(served, count)),
      ...delayOf(await served.loopDelay()),
      megabytes: served.megabytes(),
    });
    say('edits while the library is made anew …');
    add('100 edits during a rebuild', {
      ...(await editAtOnce(served, count)),
      ...delayOf(await served.loopDelay()),
    });
    say(`idle for ${idleSeconds} s …`);
    await sleep(idleSeconds * 1000);
    add('idle', { megabytes: served.megabytes() });
  } finally {
    if (folder === undefined) rmSync(home, { recursive: true, force: true });
  }
  return resultOf('sidecar', count, steps);
};

function delayOf({ p99, max }: { readonly p99: number; readonly max: number }): Figures {
  return { loopP99: p99, loopMax: max };
}

function spread(name: string, times: readonly number[]): Figures {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
  return { [`${name}P50`]: at(0.5), [`${name}P95`]: at(0.95) };
}

/** Pages, pictures' records, a search and the status, from one end of the collection to the other. */
async function askEverything(served: Served, count: number): Promise<Figures> {
  const times: number[] = [];
  for (let round = 0; round < 100; round++) {
    const number = 1 + Math.floor((round * (count - 1)) / 99);
    times.push(
      await served.read(`/post/${Math.floor(number / 1000)}/${number}.html`),
      await served.read(`/api/posts/${number}`),
      await served.read('/api/posts?q=tag_1&limit=20'),
      await served.read('/api/system/status'),
    );
  }
  return spread('answer', times);
}

/** Answers how long the answer took, and until the site had it. */
async function editOne(
  served: Served,
  number: number,
  tag: string,
): Promise<{ readonly answer: number; readonly dist: number }> {
  const path = `/api/posts/${number}`;
  const { version } = (await served.ask(postShape, 'GET', path)).json;
  const began = performance.now();
  const body = { version, add: [tag] };
  const { status, json, milliseconds } = await served.ask(editShape, 'PATCH', path, body);
  if (json.edition === undefined) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  return { answer: milliseconds, dist: (await served.published(json.edition)) - began };
}

async function editInTurn(served: Served, count: number): Promise<Figures> {
  const times: { readonly answer: number; readonly dist: number }[] = [];
  for (let round = 0; round < 100; round++) {
    times.push(
      await editOne(served, 2 + Math.floor((round * (count - 2)) / 100), `bench_${run}_${round}`),
    );
  }
  return {
    ...spread(
      'answer',
      times.map(({ answer }) => answer),
    ),
    ...spread(
      'dist',
      times.map(({ dist }) => dist),
    ),
  };
}

/** Half of them of one post, each until it is taken; then all must be there, and every version have had one winner. */
async function editAtOnce(served: Served, count: number): Promise<Figures> {
  const before = (await served.ask(postShape, 'GET', '/api/posts/1')).json.version;
  const { json: started } = await served.ask(startedShape, 'POST', '/api/system/rebuild', {});
  const times: number[] = [];
  let refused = 0;
  const edits = Array.from({ length: 100 }, async (_, at) => {
    const number = at % 2 === 0 ? 1 : 2 + ((at * 997) % (count - 1));
    for (let version = 0; ; ) {
      const body = { version, add: [`at_once_${run}_${at}`] };
      const path = `/api/posts/${number}`;
      const { json, milliseconds } = await served.ask(editShape, 'PATCH', path, body);
      times.push(milliseconds);
      if (json.edition !== undefined) return { number, at, edition: json.edition };
      refused += 1;
      version = json.version;
    }
  });
  const done = await Promise.all(edits);
  const state = await served.jobEnded(started.job.id);
  if (state !== 'done') throw new Error(`the rebuild: ${state}`);
  await served.published(Math.max(...done.map(({ edition }) => edition)));
  let lost = 0;
  for (const { number, at } of done) {
    const { json } = await served.ask(postShape, 'GET', `/api/posts/${number}`);
    if (!json.tags['general']?.includes(`at_once_${run}_${at}`)) lost += 1;
  }
  const versions = (await served.ask(postShape, 'GET', '/api/posts/1')).json.version - before;
  return { ...spread('answer', times), refused, lost, versionsOfOne: versions };
}
