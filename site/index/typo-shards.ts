import {
  bucketCount,
  bucketOf,
  bucketsPerGroup,
  formatBucket,
  parseBucket,
  parseTypoList,
  shortestTypo,
  type TypoEntry,
  typoKeys,
  typoNames,
} from '../../catalog/index/typos.ts';
import { findByName } from '../../catalog/index/vocabulary.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import type { IndexChanges, IndexParts, KeptShards, PutShard } from './index-parts.ts';

/** Writes what finds a tag that was typed with one error. Returns the hash of its list. */
export function putTypos(
  uses: readonly TermUse[],
  changes: IndexChanges,
  parts: IndexParts,
): string {
  const isChanged = changes.names === undefined || changes.names.size > 0;
  return parts.part('typos', isChanged, (put, kept) => {
    let findable = 0;
    for (const use of uses) if (isFindable(use)) findable += 1;
    const count = bucketCount(findable);
    const { names: changed } = changes;
    const hashes =
      (changed && putChangedBuckets(uses, changed, count, { put, kept })) ??
      putBuckets(uses.filter(isFindable).map(entryOf), count, put);
    const groups = Array.from({ length: Math.ceil(count / bucketsPerGroup) }, (_, group) => {
      const own = hashes.slice(group * bucketsPerGroup, (group + 1) * bucketsPerGroup);
      return put(typoNames.group(group), JSON.stringify(own));
    });
    return put(typoNames.list, JSON.stringify({ buckets: count, groups }));
  });
}

function isFindable({ name, category }: TermUse): boolean {
  if (category === undefined || name.length < shortestTypo) return false;
  // A character takes two places at most.
  return name.length >= 2 * shortestTypo || [...name].length >= shortestTypo;
}

function entryOf({ name, count }: TermUse): TypoEntry {
  return { name, weight: Math.floor(Math.log2(count)) };
}

function bucketsOf(name: string, count: number): readonly number[] {
  return [...new Set(typoKeys(name).map((key) => bucketOf(key, count)))];
}

/** Every bucket of all tags; the hash of each, `''` for an empty one. */
function putBuckets(
  entries: readonly TypoEntry[],
  count: number,
  put: PutShard,
): readonly string[] {
  const buckets = Array.from({ length: count }, (): TypoEntry[] => []);
  for (const entry of entries) {
    for (const place of bucketsOf(entry.name, count)) buckets[place]?.push(entry);
  }
  return buckets.map((members, bucket) =>
    members.length === 0 ? '' : put(typoNames.bucket(bucket), formatBucket(members)),
  );
}

interface Shards {
  readonly put: PutShard;
  readonly kept: KeptShards;
}

/**
 * The same from the last build's buckets: those of changed tags are read, changed and put, the others left alone.
 * `undefined`: they cannot be told from the site's own files.
 */
function putChangedBuckets(
  uses: readonly TermUse[],
  changed: ReadonlySet<string>,
  count: number,
  { put, kept }: Shards,
): readonly string[] | undefined {
  const list = kept.read(typoNames.list);
  if (typeof list !== 'string' || parseTypoList(JSON.parse(list)).buckets !== count) {
    return undefined;
  }
  const now = new Map(
    [...changed].flatMap((name) => {
      const use = findByName(uses, name);
      return use && isFindable(use) ? [[name, entryOf(use)] as const] : [];
    }),
  );
  const touched = namesByBucket(changed, count);
  const known = new Set(kept.names);
  const hashes: string[] = [];
  for (let bucket = 0; bucket < count; bucket++) {
    const name = typoNames.bucket(bucket);
    const isThere = known.has(name);
    const names = touched.get(bucket);
    if (!names) {
      const hash = isThere ? kept.keep(name) : '';
      if (hash === undefined) return undefined;
      hashes.push(hash);
      continue;
    }
    const before = isThere ? kept.read(name) : '[]';
    if (typeof before !== 'string') return undefined;
    const members = new Map(
      parseBucket(JSON.parse(before)).map((entry) => [entry.name, entry] as const),
    );
    for (const own of names) {
      const entry = now.get(own);
      if (entry) members.set(own, entry);
      else members.delete(own);
    }
    const sorted = [...members.values()].sort((a, b) => compareTags(a.name, b.name));
    hashes.push(sorted.length === 0 ? '' : put(name, formatBucket(sorted)));
  }
  return hashes;
}

function namesByBucket(
  names: Iterable<string>,
  count: number,
): ReadonlyMap<number, readonly string[]> {
  const buckets = new Map<number, string[]>();
  for (const name of names) {
    for (const bucket of bucketsOf(name, count)) {
      const own = buckets.get(bucket);
      if (own) own.push(name);
      else buckets.set(bucket, [name]);
    }
  }
  return buckets;
}
