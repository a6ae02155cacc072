import { contentHash } from '../../catalog/index/content-hash.ts';
import {
  bucketCount,
  bucketOf,
  bucketsPerGroup,
  formatBucket,
  shortestTypo,
  type TypoEntry,
  typoKeys,
  typoNames,
} from '../../catalog/index/typos.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import type { IndexParts, PutShard } from './index-parts.ts';

/** Writes what finds a tag that was typed with one error. Returns the hash of its list. */
export function putTypos(uses: readonly TermUse[], parts: IndexParts): string {
  const entries = uses
    .filter(({ name, category }) => category !== undefined && [...name].length >= shortestTypo)
    .map(({ name, count }): TypoEntry => ({ name, weight: Math.floor(Math.log2(count)) }));
  const input = contentHash(entries.map(({ name, weight }) => `${name} ${weight}`).join('\n'));
  return parts.partOf('typos', input, (put) => putBuckets(entries, put));
}

function putBuckets(tags: readonly TypoEntry[], put: PutShard): string {
  const count = bucketCount(tags.length);
  const buckets = Array.from({ length: count }, (): TypoEntry[] => []);
  for (const entry of tags) {
    const places = new Set(typoKeys(entry.name).map((key) => bucketOf(key, count)));
    for (const place of places) buckets[place]?.push(entry);
  }
  const hashes = buckets.map((entries, bucket) =>
    entries.length === 0 ? '' : put(typoNames.bucket(bucket), formatBucket(entries)),
  );
  const groups = Array.from({ length: Math.ceil(count / bucketsPerGroup) }, (_, group) => {
    const own = hashes.slice(group * bucketsPerGroup, (group + 1) * bucketsPerGroup);
    return put(typoNames.group(group), JSON.stringify(own));
  });
  return put(typoNames.list, JSON.stringify({ buckets: count, groups }));
}
