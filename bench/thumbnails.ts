import { fork } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { DecoderPool } from '../pipeline/decode/decoder-pool.ts';
import type { ThumbnailSizes } from '../pipeline/decode/jobs.ts';
import { inOrder } from '../pipeline/stages/in-order.ts';
import { chance } from '../tests/fixtures/random.ts';
import type { BareShare } from './bare-sharp.ts';
import { type Bench, resultOf } from './result.ts';
import { childrenCpu } from './run-measured.ts';

const bareProgram = fileURLToPath(new URL('bare-sharp.ts', import.meta.url));
const sizes: ThumbnailSizes = { grid: 400, preview: 1000, quality: 85 };
/** Different pictures; the others are further names of theirs. */
const different = 24;
/** Both take turns, so that whatever else the machine does befalls both. */
const rounds = 4;
/** 0.95 of the other's rate. */
const bar = 1 / 0.95;

interface Picture {
  readonly path: string;
  readonly format: 'jpeg' | 'png';
}

/** The small pictures of `count` large ones, by our decoders and by a bare loop over sharp in as many processes. */
export const bench: Bench = async ({ count, say }) => {
  const home = mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  try {
    say(`making ${Math.min(count, different)} pictures …`);
    const pictures = await makePictures(home, count);
    const ours = { seconds: 0, cpuSeconds: 0 };
    const bare = { seconds: 0, cpuSeconds: 0 };
    for (let round = 0; round < rounds; round++) {
      const own = pictures.filter((_, place) => place % rounds === round);
      const out = join(home, 'small');
      say(`round ${round + 1} of ${rounds} …`);
      await measured(ours, () => renderOurs(own, out));
      rmSync(out, { recursive: true });
      await measured(bare, () => renderBare(own, out));
      rmSync(out, { recursive: true });
    }
    const ratios = {
      seconds: ours.seconds / bare.seconds,
      cpuSeconds: ours.cpuSeconds / bare.cpuSeconds,
    };
    return resultOf('thumbnails', count, [
      { name: 'our decoders', figures: { ...ours, perSecond: count / ours.seconds } },
      { name: 'a bare loop over sharp', figures: { ...bare, perSecond: count / bare.seconds } },
      { name: 'ratio', figures: ratios, bars: { seconds: bar, cpuSeconds: bar } },
    ]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

/** As boorus have them: 1 to 8 megapixels, one in five a PNG. */
async function makePictures(home: string, count: number): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (let n = 0; n < count; n++) {
    const known = pictures[n % different];
    const format = n % 5 === 4 ? 'png' : 'jpeg';
    if (n < different) {
      const path = join(home, `${n}.${format}`);
      await makePicture(n, path, format);
      pictures.push({ path, format });
    } else if (known) {
      const path = join(home, `${n}.${known.format}`);
      linkSync(known.path, path);
      pictures.push({ path, format: known.format });
    }
  }
  return pictures;
}

/** Soft shapes under fine grain: neither the decoder nor WebP finds it easier than a painting. */
async function makePicture(n: number, path: string, format: Picture['format']): Promise<void> {
  const { below } = chance(n + 1);
  const [width, height] = [900 + below(1900), 1200 + below(1700)];
  const colour = Buffer.from(Array.from({ length: 9 * 12 * 3 }, () => below(256)));
  const grain = Buffer.from(
    Array.from({ length: 256 * 256 * 4 }, (_, at) => (at % 4 === 3 ? 24 : below(256))),
  );
  await sharp(colour, { raw: { width: 9, height: 12, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .composite([{ input: grain, raw: { width: 256, height: 256, channels: 4 }, tile: true }])
    .toFormat(format, { quality: 90 })
    .toFile(path);
}

async function measured(
  sum: { seconds: number; cpuSeconds: number },
  work: () => Promise<void>,
): Promise<void> {
  const [cpuBefore, began] = [childrenCpu(), performance.now()];
  await work();
  sum.seconds += (performance.now() - began) / 1000;
  sum.cpuSeconds += childrenCpu() - cpuBefore;
}

async function renderOurs(pictures: readonly Picture[], out: string): Promise<void> {
  await using pool = new DecoderPool(60);
  await inOrder(
    pictures,
    pool.concurrency * 2,
    ({ path, format }) =>
      pool.run({
        kind: 'render',
        path,
        format,
        thumbnail: join(out, 'thumbnails', `${basename(path)}.webp`),
        preview: join(out, 'previews', `${basename(path)}.webp`),
        sizes,
        pixels: 100_000_000,
      }),
    async () => undefined,
  );
}

async function renderBare(pictures: readonly Picture[], out: string): Promise<void> {
  const { concurrency } = new DecoderPool(60);
  mkdirSync(out, { recursive: true });
  await Promise.all(
    Array.from({ length: concurrency }, async (_, process) => {
      const paths = pictures.flatMap(({ path }, at) =>
        at % concurrency === process ? [path] : [],
      );
      const child = fork(bareProgram, { execArgv: [] });
      child.send({ paths, out: join(out, `${process}`), sizes } satisfies BareShare);
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`the bare loop ended with ${code}`);
    }),
  );
}
