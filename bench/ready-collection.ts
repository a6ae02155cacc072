import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { formatRecord, type PostRecord, parseRecord } from '../catalog/record.ts';
import { cachedPictures } from '../pipeline/library/cache.ts';
import { newRecordPlace } from '../pipeline/library/records.ts';
import { readSettings } from '../pipeline/settings/settings.ts';
import { makeOwnCollection } from './own-collection.ts';

const sharedMaker = fileURLToPath(
  new URL('../../shared/bench/make-collection.mjs', import.meta.url),
);

/** Puts `count` pictures more into a collection, with what a booru says of each and nothing else known. */
export function addPictures(collection: string, first: number, count: number): void {
  if (!existsSync(sharedMaker)) {
    makeOwnCollection(collection, first, count);
    return;
  }
  const words = ['--out', collection, '--first', String(first), '--count', String(count)];
  execFileSync(process.execPath, [sharedMaker, ...words], { stdio: 'ignore' });
}

/**
 * A collection as `process` would leave it, but for the library: records that are numbered and measured, and cached small
 * pictures. No picture is decoded, so that the site can be measured at sizes whose pictures would take hours. `add`: who
 * puts the pictures in; `numberOf`: the number of the picture in a place, from 0.
 */
export async function makeReadyCollection(
  collection: string,
  count: number,
  add = addPictures,
  numberOf = (place: number): number => place + 1,
): Promise<void> {
  rmSync(collection, { recursive: true, force: true });
  add(collection, 0, count);
  const settings = await readSettings(collection, true);
  const metadata = join(collection, 'metadata');
  const small = new Map<string, Buffer>();
  const records = readdirSync(metadata)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const md5 = name.slice(0, -5);
      const text = readFileSync(join(metadata, name), 'utf8');
      const path = String((JSON.parse(text) as Record<string, unknown>)['relative_path']);
      return { md5, path };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (const [place, { md5, path }] of records.entries()) {
    const flat = join(metadata, `${md5}.json`);
    const record = readyRecord(parseRecord(JSON.parse(readFileSync(flat, 'utf8')), md5), {
      number: numberOf(place),
      path,
      bytes: statSync(join(collection, 'images', path)).size,
    });
    write(join(metadata, newRecordPlace(md5)), formatRecord(record));
    rmSync(flat);
    const { width = 0, height = 0 } = record.measures ?? {};
    const picture = small.get(`${width}x${height}`) ?? (await smallPicture(width, height));
    small.set(`${width}x${height}`, picture);
    const { thumbnail, preview } = cachedPictures(settings, md5);
    write(thumbnail, picture);
    write(preview, picture);
  }
}

function readyRecord(
  record: PostRecord,
  { number, path, bytes }: { number: number; path: string; bytes: number },
): PostRecord {
  const answer = record.sources.get('danbooru') as Record<string, unknown>;
  return {
    ...record,
    number,
    added: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
    locations: [{ path }],
    measures: {
      format: 'png',
      width: Number(answer['image_width']),
      height: Number(answer['image_height']),
      frames: 1,
      bytes,
      thumbhash: 'B8eBDQTQqHl3ifV0mWdUdmdnp4pw',
      dhash: createHash('md5').update(path).digest('hex').slice(0, 16),
    },
  };
}

function smallPicture(width: number, height: number): Promise<Buffer> {
  const grey = { r: 120, g: 130, b: 140 };
  return sharp({ create: { width, height, channels: 3, background: grey } })
    .webp({ quality: 85 })
    .toBuffer();
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
