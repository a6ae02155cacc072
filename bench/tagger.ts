import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import sharp from 'sharp';
import { readSettings } from '../pipeline/settings/settings.ts';
import { openTagger } from '../pipeline/tagger/open-tagger.ts';
import { camieSize, writeRandomModel } from './random-model.ts';
import { type Bench, resultOf } from './result.ts';

/** Tags `count` pictures of 6 megapixels by a model of random weights as large as Camie's, which needs 3 GB of memory. */
export const bench: Bench = async ({ count, say }) => {
  const home = mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  try {
    say('writing a model of random weights …');
    const folder = join(home, 'models/random');
    const descriptor = writeRandomModel(folder, camieSize);
    const pictures = await makePictures(home, Math.min(count, 8));
    const settings = await readSettings(home, true);
    await using tagger = await openTagger(settings, { name: 'random', folder, descriptor });
    say('loading it …');
    await requireTagged(tagger.tag(pictures[0] ?? ''));
    const loadSeconds = (tagger.loaded?.milliseconds ?? 0) / 1000;
    say(`tagging ${count} pictures …`);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const began = performance.now();
    const jobs = Array.from({ length: count }, (_, at) =>
      requireTagged(tagger.tag(pictures[at % pictures.length] ?? '')),
    );
    const inRun = (await Promise.all(jobs)).reduce((sum, milliseconds) => sum + milliseconds, 0);
    const wall = performance.now() - began;
    delay.disable();
    const figures = {
      loadSeconds: round(loadSeconds),
      secondsEach: round(wall / count / 1000),
      picturesPerMinute: round((count / wall) * 60_000),
      shareOutsideRun: round(1 - inRun / wall),
      peakMegabytes: peakMegabytes(tagger.pid),
      parentDelayP99: round(delay.percentile(99) / 1e6),
      parentDelayMost: round(delay.max / 1e6),
    };
    return resultOf('tagger', count, [{ name: 'tag', figures, bars: { shareOutsideRun: 0.05 } }]);
  } finally {
    rmSync(home, { recursive: true });
  }
};

/** Milliseconds inside the model's run. */
async function requireTagged(work: ReturnType<Awaited<ReturnType<typeof openTagger>>['tag']>) {
  const outcome = await work;
  if (outcome.kind !== 'tagged') throw new Error(`not tagged: ${outcome.reason}`);
  return outcome.milliseconds;
}

async function makePictures(folder: string, count: number): Promise<readonly string[]> {
  const paths = Array.from({ length: count }, (_, at) => join(folder, `${at}.jpg`));
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  for (const path of paths) {
    await sharp({ create: { width: 2000, height: 3000, channels: 3, background: '#000', noise } })
      .blur(3)
      .jpeg({ quality: 90 })
      .toFile(path);
  }
  return paths;
}

/** The most memory that a process has had, on Linux; elsewhere 0. */
function peakMegabytes(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  const [, kilobytes] =
    /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
