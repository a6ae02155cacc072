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
import type { Aliases } from './completion-shards.ts';
import type { IndexChanges, IndexParts, KeptShards, PutShard } from './index-parts.ts';

/** Writes what finds a tag that was typed, by any of its names, with one error. Returns the hash of its list. */
export function putTypos(
  uses: readonly TermUse[],
  aliases: Aliases,
  changes: IndexChanges,
  parts: IndexParts,
): string {
  const isChanged = changes.names === undefined || changes.names.size > 0;
  return parts.part('typos', isChanged, (put, kept) => {
    const others = new Map(aliases);
    let findable = 0;
    for (const { category, name } of uses) {
      if (category !== undefined && isLongEnough(name)) findable += 1;
    }
    for (const alias of others.keys()) if (isLongEnough(alias)) findable += 1;
    const count = bucketCount(findable);
    const changed = changes.names && withOtherNames(changes.names, others);
    const entryOf = (name: string): TypoEntry | undefined => entryNow(name, uses, others);
    const hashes =
      (changed && putChangedBuckets(entryOf, changed, count, { put, kept })) ??
      putBuckets(allEntries(uses, others), count, put);
    const groups = Array.from({ length: Math.ceil(count / bucketsPerGroup) }, (_, group) => {
      const own = hashes.slice(group * bucketsPerGroup, (group + 1) * bucketsPerGroup);
      return put(typoNames.group(group), JSON.stringify(own));
    });
    return put(typoNames.list, JSON.stringify({ buckets: count, groups }));
  });
}

function isLongEnough(name: string): boolean {
  if (name.length < shortestTypo) return false;
  // A character takes two places at most.
  return name.length >= 2 * shortestTypo || [...name].length >= shortestTypo;
}

function entryOf(name: string, { count }: TermUse): TypoEntry {
  return { name, weight: Math.floor(Math.log2(count)) };
}

/** What a name is listed with now; `undefined` where it is not listed. `others`: other name → tag. */
function entryNow(
  name: string,
  uses: readonly TermUse[],
  others: ReadonlyMap<string, string>,
): TypoEntry | undefined {
  if (!isLongEnough(name)) return undefined;
  const meant = others.get(name);
  const use = findByName(uses, name) ?? (meant === undefined ? undefined : findByName(uses, meant));
  return use?.category === undefined ? undefined : entryOf(name, use);
}

/** The tags, then their other names, each group in its order. */
function allEntries(
  uses: readonly TermUse[],
  others: ReadonlyMap<string, string>,
): readonly TypoEntry[] {
  const entries: TypoEntry[] = [];
  for (const use of uses) {
    if (use.category !== undefined && isLongEnough(use.name)) entries.push(entryOf(use.name, use));
  }
  for (const alias of others.keys()) {
    const entry = findByName(uses, alias) ? undefined : entryNow(alias, uses, others);
    if (entry) entries.push(entry);
  }
  return entries;
}

/** Names of tags, and the other names of these. */
function withOtherNames(
  names: ReadonlySet<string>,
  others: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  if (others.size === 0) return names;
  const all = new Set(names);
  for (const [alias, name] of others) if (names.has(name)) all.add(alias);
  return all;
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
  return buckets.map((members, bucket) => putBucket(bucket, members, put));
}

/** The hash of a bucket, `''` of an empty one. */
function putBucket(bucket: number, members: readonly TypoEntry[], put: PutShard): string {
  if (members.length === 0) return '';
  const sorted = members.toSorted((a, b) => compareTags(a.name, b.name));
  return put(typoNames.bucket(bucket), formatBucket(sorted));
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
  entryOf: (name: string) => TypoEntry | undefined,
  changed: ReadonlySet<string>,
  count: number,
  { put, kept }: Shards,
): readonly string[] | undefined {
  const list = kept.read(typoNames.list);
  if (typeof list !== 'string' || parseTypoList(JSON.parse(list)).buckets !== count) {
    return undefined;
  }
  const now = new Map([...changed].map((name) => [name, entryOf(name)]));
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
    hashes.push(putBucket(bucket, [...members.values()], put));
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
