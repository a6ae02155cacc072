import { loadShardOf, relatedShards } from '../../catalog/index/grouped-shards.ts';
import type { Manifest } from '../../catalog/index/manifest.ts';
import {
  checkOf,
  decodeRelatedBlock,
  inReasonOrder,
  tagHash,
} from '../../catalog/index/related-block.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import { decodeShard, type LoadShard } from '../../catalog/index/shard-reader.ts';
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
  const { parameters } = manifest;
  const content = await loadShardOf(number, relatedShards, manifest.related, parameters, load);
  if (content === undefined) return [];
  const size = parameters.related;
  const block = blockOf(number, size);
  const name = relatedShards.block(block);
  const entries = decodeShard(name, content, () => decodeRelatedBlock(content, size));
  const entry = entries[number - 1 - block * size];
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
