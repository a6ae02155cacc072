import { applyChange, type EditChange } from './edits.ts';
import type { PostRecord } from './record.ts';

/** The record after a change by the user, made at a time (ISO 8601, UTC); `undefined` where that changes nothing. */
export function editRecord(
  record: PostRecord,
  change: EditChange,
  at: string,
): PostRecord | undefined {
  const edits = applyChange(record.edits, change, at);
  return edits === record.edits ? undefined : { ...record, edits, revision: record.revision + 1 };
}
