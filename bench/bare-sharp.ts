import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ThumbnailSizes } from '../pipeline/decode/jobs.ts';

// What anybody would write: each picture decoded once, two WebP files made of it, one picture after the other.

/** The pictures of one process. */
export interface BareShare {
  readonly paths: readonly string[];
  readonly out: string;
  readonly sizes: ThumbnailSizes;
}

// As many threads as a decoder of ours has: processes are what runs in parallel.
sharp.concurrency(1);
sharp.cache(false);

process.once('message', ({ paths, out, sizes }: BareShare) => {
  mkdirSync(out, { recursive: true });
  renderAll(paths, out, sizes).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error}\n`);
      process.exit(1);
    },
  );
});

async function renderAll(
  paths: readonly string[],
  out: string,
  { grid, preview, quality }: ThumbnailSizes,
): Promise<void> {
  const within = { fit: 'inside', withoutEnlargement: true } as const;
  for (const [place, path] of paths.entries()) {
    const { data, info } = await sharp(path)
      .autoOrient()
      .resize(preview, preview, within)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const raw = { width, height, channels };
    await sharp(data, { raw })
      .webp({ quality })
      .toFile(join(out, `${place}.webp`));
    await sharp(data, { raw })
      .resize(grid, grid, within)
      .webp({ quality })
      .toFile(join(out, `${place}-small.webp`));
  }
}
