import { createHash } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { png } from '../tests/fixtures/png.ts';
import { chance } from '../tests/fixtures/random.ts';

/** Different tags of each kind: names are drawn with 1/rank, as on a real booru. */
const vocabulary = {
  general: 8000,
  character: 3000,
  copyright: 600,
  artist: 4000,
  meta: 40,
} as const;
const longAgo = 1_420_070_400;

/**
 * A collection of small distinct pictures with some 28 tags each, as a booru would answer, from a seed: for machines that
 * lack the larger maker. The same arguments write the same bytes.
 */
export function makeOwnCollection(collection: string, first: number, count: number): void {
  for (let n = first; n < first + count; n++) {
    const { below, next } = chance(n + 1);
    const draw = (kind: keyof typeof vocabulary): string =>
      `${kind}_${Math.floor(vocabulary[kind] ** next())}`;
    const some = (kind: keyof typeof vocabulary, most: number): string =>
      [...new Set(Array.from({ length: 1 + below(most) }, () => draw(kind)))].toSorted().join(' ');
    const [width, height] = [24 + below(24), 24 + below(24)];
    const picture = png(n, { width, height });
    const md5 = createHash('md5').update(picture).digest('hex');
    const path = `${Math.floor(n / 1000)}/${n}.png`;
    write(join(collection, 'images', path), picture);
    utimesSync(join(collection, 'images', path), longAgo + n, longAgo + n);
    const danbooru = {
      id: 1_000_000 + n,
      created_at: new Date(Date.UTC(2015, 0, 1) + n * 60_000).toISOString(),
      score: below(300),
      fav_count: below(400),
      rating: 'gggsssq'[below(7)],
      md5,
      parent_id: n > 10 && below(20) === 0 ? 1_000_000 + n - 1 - below(9) : null,
      image_width: width,
      image_height: height,
      tag_string_general: some('general', 40),
      tag_string_character: some('character', 2),
      tag_string_copyright: some('copyright', 1),
      tag_string_artist: some('artist', 1),
      tag_string_meta: some('meta', 4),
    };
    const record = { md5, relative_path: path, sources: { danbooru } };
    write(join(collection, 'metadata', `${md5}.json`), JSON.stringify(record));
  }
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
