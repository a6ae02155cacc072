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

function countMissing(
  { records }: Context,
  { delta }: Scan,
  hashed: ReadonlyMap<string, HashAnswer>,
): number {
  const left = new Set([...hashed.values()].map(({ md5 }) => md5));
  for (const { md5 } of delta.same) left.add(md5);
  const missing = new Set<string>();
  for (const { md5 } of [...delta.gone, ...delta.changed.map(({ before }) => before)]) {
    const row = records.row(md5);
    if (!left.has(md5) && row?.number !== undefined && !row.isDeleted) missing.add(md5);
  }
  return missing.size;
}
