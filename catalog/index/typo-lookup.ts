import { parseHashes } from './manifest.ts';
import { jsonOf } from './shard.ts';
import type { LoadShard } from './shard-reader.ts';
import {
  bucketOf,
  bucketsPerGroup,
  parseBucket,
  parseTypoList,
  shortestTypo,
  type TypoEntry,
  typoKeys,
  typoNames,
} from './typos.ts';

/**
 * Tags that one error may have made of a name: all of those, and others. `hash`: of the list. Loads the few buckets that
 * the name leads to. Too short a name has none.
 */
export async function typoCandidates(
  typed: string,
  hash: string,
  load: LoadShard,
): Promise<readonly TypoEntry[]> {
  if ([...typed].length < shortestTypo) return [];
  const list = parseTypoList(jsonOf(await load(typoNames.list, hash)));
  const buckets = new Set(typoKeys(typed).map((key) => bucketOf(key, list.buckets)));
  const entries = await Promise.all(
    [...buckets].map(async (bucket): Promise<readonly TypoEntry[]> => {
      const group = Math.floor(bucket / bucketsPerGroup);
      const hashes = await load(typoNames.group(group), list.groups[group] ?? '');
      const own = parseHashes(jsonOf(hashes))[bucket % bucketsPerGroup] ?? '';
      return own === '' ? [] : parseBucket(jsonOf(await load(typoNames.bucket(bucket), own)));
    }),
  );
  return [...new Map(entries.flat().map((entry) => [entry.name, entry])).values()];
}
