import { join } from 'node:path';
import { contentHash } from '../../catalog/index/content-hash.ts';
import type { Post, SiteId } from '../../catalog/post.ts';
import type { Library } from './library.ts';
import { cachePath } from './library-files.ts';
import { PostTable } from './post-table.ts';
import { readPost } from './read-post.ts';

/** The state folder of the library from which a site of some posts alone is built. `out`: its folder, absolute. */
export function subsetState(state: string, out: string): string {
  return join(cachePath(state), `site-${contentHash(out)}`);
}

/** Posts a transaction. */
const batchSize = 5000;

/**
 * Makes `subset` a library in which there are these posts alone: whatever is built from it can tell nothing of the
 * others, neither by counts nor by relations.
 */
export function fillSubset(library: Library, subset: Library, numbers: readonly number[]): void {
  const wanted = new Set(numbers);
  const table = new PostTable(subset);
  const gone = subset
    .sql('SELECT number, md5 FROM posts')
    .all()
    .filter(({ number }) => !wanted.has(Number(number)));
  subset.transaction(() => {
    for (const { number, md5 } of gone) {
      table.remove(Number(number));
      forgetFiles(subset, String(md5));
    }
    table.flush();
  });
  for (let at = 0; at < numbers.length; at += batchSize) {
    subset.transaction(() => {
      for (const number of numbers.slice(at, at + batchSize)) {
        const post = alone(library, readPost(library, number), wanted);
        table.put(post);
        copyFiles(library, subset, post.md5);
      }
      table.flush();
    });
  }
}

/** A post that names no parent among the posts that are left out. */
function alone(library: Library, post: Post, wanted: ReadonlySet<number>): Post {
  const { chosenParent, ...rest } = post;
  const isLeftOut = ({ source, id }: SiteId): boolean => {
    const there = library
      .sql('SELECT number FROM site_ids WHERE source = ? AND id = ?')
      .all(source, id);
    return there.some(({ number }) => !wanted.has(Number(number)));
  };
  const isKept = chosenParent === null || (chosenParent !== undefined && wanted.has(chosenParent));
  return {
    ...rest,
    parents: post.parents.filter((parent) => !isLeftOut(parent)),
    ...(isKept ? { chosenParent } : {}),
  };
}

function copyFiles(library: Library, subset: Library, md5: string): void {
  forgetFiles(subset, md5);
  const rows = library
    .sql('SELECT root, path, size, mtime FROM files WHERE md5 = ? AND problem IS NULL')
    .all(md5);
  for (const { root, path, size, mtime } of rows) {
    subset
      .sql('INSERT OR REPLACE INTO files (root, path, size, mtime, md5) VALUES (?, ?, ?, ?, ?)')
      .run(String(root), String(path), Number(size), Number(mtime), md5);
  }
}

function forgetFiles(subset: Library, md5: string): void {
  subset.sql('DELETE FROM files WHERE md5 = ?').run(md5);
}
