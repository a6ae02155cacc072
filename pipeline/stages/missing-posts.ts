import type { HashAnswer } from '../decode/jobs.ts';
import { orAbsent } from '../library/files.ts';
import { fileKey } from '../scan/delta.ts';
import type { Context } from './context.ts';
import { countKnownPosts, guardPosts, isSuspicious } from './guard.ts';
import { absolutePath } from './identify.ts';
import { inOrder } from './in-order.ts';
import type { Scan } from './scan.ts';

/**
 * Where many known files are gone or changed: hashes every new one, so that what was moved is not taken for missing, and
 * throws a RefusedError where too many posts are. Returns the hashes, by file, so that none is read twice.
 */
export async function guardMissing(
  context: Context,
  scan: Scan,
): Promise<ReadonlyMap<string, HashAnswer>> {
  const { delta } = scan;
  const hashed = new Map<string, HashAnswer>();
  const suspects = delta.gone.length + delta.changed.length;
  if (context.acceptMissing || suspects === 0) return hashed;
  if (!isSuspicious(suspects, countKnownPosts(context))) return hashed;
  const files = [...delta.added, ...delta.changed.map(({ now }) => now)];
  await inOrder(
    files,
    context.pool.hashesAhead,
    (file) =>
      orAbsent(context.pool.hash(absolutePath(scan.roots, file), file.size)).catch(
        // Whatever keeps it from being read is told when its turn comes.
        () => undefined,
      ),
    async (answer, file) => {
      if (answer) hashed.set(fileKey(file), answer);
    },
  );
  guardPosts(context, countMissing(context, scan, hashed));
  return hashed;
}

/** Posts of which no file is left. */
function countMissing(
  { library, records }: Context,
  { delta }: Scan,
  hashed: ReadonlyMap<string, HashAnswer>,
): number {
  const suspects = [...delta.gone, ...delta.changed.map(({ before }) => before)];
  const isSuspect = new Set(suspects.map(fileKey));
  const found = new Set([...hashed.values()].map(({ md5 }) => md5));
  const isLeft = (md5: string): boolean =>
    found.has(md5) ||
    library
      .sql('SELECT root, path FROM files WHERE md5 = ? AND problem IS NULL')
      .all(md5)
      .some(
        ({ root, path }) => !isSuspect.has(fileKey({ root: String(root), path: String(path) })),
      );
  const md5s = [...new Set(suspects.map(({ md5 }) => md5))];
  return md5s.filter((md5) => {
    const row = records.row(md5);
    return row?.number !== undefined && !row.isDeleted && !isLeft(md5);
  }).length;
}
