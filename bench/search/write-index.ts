import '../../pipeline/library/without-maglev.ts';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { shardAddress } from '../../catalog/index/shard.ts';
import { ShardFiles } from '../../catalog/index/shard-files.ts';
import { readLibrary } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { allChanged, makeAll, type PutShard } from '../../site/index/index-parts.ts';
import { putIndex } from '../../site/index/put-index.ts';
import { drawLibrary } from './draw-library.ts';

/** Folders that are there. */
const folders = new Set<string>();

// Programs that are measured from outside: `library STATE COUNT` draws a library, `index STATE OUT` writes the index of
// one, without pages and pictures, and says what it took, `sizes STATE` how large its shards are.
const [wish, state = '', rest = ''] = process.argv.slice(2);
if (wish === 'library') drawLibrary(state, Number(rest));
else if (wish === 'index') writeIndex(rest);
else if (wish === 'sizes') process.stdout.write(JSON.stringify(sizesByKind()));
else throw new Error(`there is no program ${wish}`);

function writeIndex(out: string): void {
  rmSync(join(out, 'data'), { recursive: true, force: true });
  const files = new ShardFiles();
  const put: PutShard = (name, content) => {
    const { script, hash } = files.wrap(name, content);
    write(join(out, shardAddress(name)), script);
    return hash;
  };
  const manifest = put('manifest', build(put));
  process.stdout.write(JSON.stringify({ manifest }));
}

function build(put: PutShard): string {
  using library = readLibrary(state);
  const index = new LibraryIndex(library, new Map());
  const input = { library, index, uses: index.uses(), aliases: [], pageSize: 60 };
  return putIndex(input, allChanged, makeAll(put));
}

/** How large an index is. */
export interface IndexSizes {
  /** Shards and gzipped bytes, wrapping included, by the first part of their names. */
  readonly kinds: Readonly<Record<string, { readonly shards: number; readonly bytes: number }>>;
  /** What the posting lists need at least: the sum over all terms of N·H(p). */
  readonly boundBytes: number;
}

function sizesByKind(): IndexSizes {
  const kinds: Record<string, { shards: number; bytes: number }> = {};
  const files = new ShardFiles();
  const put: PutShard = (name, content) => {
    const { script, hash } = files.wrap(name, content);
    const [kind = ''] = name.split('/');
    const sum = kinds[kind] ?? { shards: 0, bytes: 0 };
    kinds[kind] = sum;
    sum.shards += 1;
    sum.bytes += gzipSync(script).length;
    return hash;
  };
  put('manifest', build(put));
  return { kinds, boundBytes: boundOfLists() };
}

function boundOfLists(): number {
  using library = readLibrary(state);
  const posts = Number(library.sql('SELECT count(*) AS posts FROM posts').get()?.['posts']);
  let bits = 0;
  for (const row of library.sql('SELECT count FROM terms WHERE count > 0').iterate()) {
    const share = Number(row['count']) / posts;
    if (share < 1) {
      bits -= posts * (share * Math.log2(share) + (1 - share) * Math.log2(1 - share));
    }
  }
  return bits / 8;
}

function write(path: string, content: string): void {
  const folder = dirname(path);
  if (!folders.has(folder) && !existsSync(folder)) mkdirSync(folder, { recursive: true });
  folders.add(folder);
  writeFileSync(path, content);
}
