import { type MergeRules, postOf } from '../../catalog/post.ts';
import type { Location, PostRecord } from '../../catalog/record.ts';
import { type KeptLookup, keptLookups } from './lookup-table.ts';
import type { PostPreparer, PreparedPost } from './prepared-post.ts';

/** All that the library keeps of a record. It can be sent from one thread to another. */
export interface RecordFacts {
  readonly number?: number;
  readonly added: string;
  readonly isDeleted: boolean;
  readonly locations: readonly Location[];
  readonly measured: 'no' | 'yes' | 'damaged';
  readonly lookups: readonly KeptLookup[];
  /** `undefined` where there is nothing to show. */
  readonly post: PreparedPost | undefined;
}

export function factsOf(
  record: PostRecord,
  rules: MergeRules,
  preparer: PostPreparer,
): RecordFacts {
  const { number, added, deleted, locations, measures } = record;
  const post = postOf(record, rules);
  return {
    ...(number === undefined ? {} : { number }),
    added: added ?? '',
    isDeleted: deleted !== undefined,
    locations,
    measured: measures ? (measures.damaged === undefined ? 'yes' : 'damaged') : 'no',
    lookups: post ? keptLookups(record) : [],
    post: post && preparer.prepare(post),
  };
}
