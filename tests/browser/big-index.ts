import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeWeighedList, encodeBlockList } from '../../catalog/index/block-list.ts';
import { formatManifest } from '../../catalog/index/manifest.ts';
import { bytesOf, shardAddress, wrapShard } from '../../catalog/index/shard.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { indexOf, libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

/**
 * Puts an index of 320 posts in ten segments, whose vocabulary says that it is large, in the place of a site's own. There
 * are no pictures of most of them.
 */
export async function writeBigIndex(folder: string): Promise<void> {
  const posts = Array.from({ length: 320 }, (_, at) =>
    postWith(at + 1, [at % 2 === 0 ? 'even' : 'odd'], { width: 3 + (at % 4), height: 4 }),
  );
  using library = libraryOf(posts, 32);
  const { manifest, scripts, load } = indexOf(library, { segment: 32, own: 1, run: 1, shapes: 64 });
  const list = await load(shardNames.vocabularyList, manifest.vocabulary);
  const blocks = decodeWeighedList(bytesOf(list));
  const large = encodeBlockList(
    blocks,
    blocks.map(() => 5_000_000),
  );
  const vocabulary = wrapShard(shardNames.vocabularyList, large);
  const root = wrapShard('manifest', formatManifest({ ...manifest, vocabulary: vocabulary.hash }));
  rmSync(join(folder, 'data'), { recursive: true });
  for (const [name, script] of [
    ...scripts,
    [shardNames.vocabularyList, vocabulary.script] as const,
    ['manifest', root.script] as const,
  ]) {
    const path = join(folder, shardAddress(name));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, script);
  }
}
