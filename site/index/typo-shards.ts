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
import { countOf, type Term } from '../../catalog/index/vocabulary.ts';
import type { PutShard } from './shard-file.ts';

/** Writes what finds a tag that was typed with one error. Returns the hash of its list. */
export function putTypos(terms: readonly Term[], put: PutShard): string {
  const tags = terms.filter(
    ({ name, category }) => category !== undefined && [...name].length >= shortestTypo,
  );
  const count = bucketCount(tags.length);
  const buckets = Array.from({ length: count }, (): TypoEntry[] => []);
  for (const term of tags) {
    const entry = { name: term.name, weight: Math.floor(Math.log2(countOf(term))) };
    const places = new Set(typoKeys(term.name).map((key) => bucketOf(key, count)));
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
