import { type Manifest, parseHashes } from '../../catalog/index/manifest.ts';
import {
  checkOf,
  decodeRelatedBlock,
  inReasonOrder,
  tagHash,
} from '../../catalog/index/related-block.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import { bytesOf, jsonOf } from '../../catalog/index/shard.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import type { LoadShard } from '../../catalog/index/shard-reader.ts';
import type { NamedCategory } from '../../catalog/related/formula.ts';
import type { RelatedReason } from '../../catalog/related/reason.ts';

/** Why a post is related, in names. */
export type NamedReason =
  /** `tag` is missing where the page and the index are of different builds. */
  | { readonly kind: NamedCategory; readonly tag: string | undefined }
  | { readonly kind: 'similar'; readonly count: number };

export interface NamedRelated {
  readonly number: number;
  readonly reason: NamedReason;
}

/** The posts related to one, the best first. `tags`: all that its page shows. */
export async function loadRelated(
  number: number,
  tags: readonly string[],
  manifest: Manifest,
  load: LoadShard,
): Promise<readonly NamedRelated[]> {
  if (manifest.related === '') return [];
  const { block: groupSize, related: blockSize } = manifest.parameters;
  const group = blockOf(number, groupSize);
  const groups = parseHashes(jsonOf(await load(shardNames.relatedList, manifest.related)));
  const groupHash = groups[group] ?? '';
  if (groupHash === '') return [];
  const hashes = parseHashes(jsonOf(await load(shardNames.relatedGroup(group), groupHash)));
  const block = blockOf(number, blockSize);
  const hash = hashes[block - (group * groupSize) / blockSize] ?? '';
  if (hash === '') return [];
  const content = bytesOf(await load(shardNames.related(block), hash));
  const entry = decodeRelatedBlock(content, blockSize)[number - 1 - block * blockSize];
  if (!entry) return [];
  const isOfPage = entry.check === checkOf(tags.map(tagHash));
  const names = isOfPage ? inReasonOrder(tags) : [];
  return entry.related.map((related) => ({
    number: related.number,
    reason: named(related.reason, names),
  }));
}

function named(reason: RelatedReason, names: readonly string[]): NamedReason {
  return reason.kind === 'similar' ? reason : { kind: reason.kind, tag: names[reason.tag] };
}
