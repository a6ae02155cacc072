/** What can be wrong with a collection. */
type FindingKind =
  /** A record names a file that is not there. */
  | 'missing-original'
  /** A post's small picture is not there. */
  | 'missing-thumbnail'
  /** A record of a picture that no scan has seen. */
  | 'orphan-record'
  /** A small picture of nothing that is known. */
  | 'orphan-thumbnail'
  /** A file's bytes are not those of its record; seen only by a deep check. */
  | 'wrong-md5'
  /** A file in the metadata folder that cannot be read as a record. */
  | 'bad-record'
  /** The user's choice of a parent names a number that no record has. */
  | 'dangling-parent'
  /** The same bytes again in a file that their record does not list, or a second record of one picture. */
  | 'duplicate'
  /** What a write that was cut off has left. */
  | 'stray-temp'
  /** The lock of a process that is gone. */
  | 'stale-lock'
  /** A secret that others on this machine can read. */
  | 'bad-permissions'
  /** The derived database is damaged. */
  | 'bad-library'
  /** A small picture that is not whole; seen only by a deep check. */
  | 'bad-thumbnail'
  /** What the user said is not kept a second time as the record has it. */
  | 'bad-copy'
  /** What was deleted cannot be put back as it was, or a delete or a restore was cut off. */
  | 'bad-trash'
  /** A file of the state folder that cannot be read, and counts as none. */
  | 'bad-state'
  /** A site that a build did not finish, or that has lost files. */
  | 'stale-site'
  /** A file of a site that does not hold what was written; seen only by a deep check. */
  | 'bad-site-file';

/** One thing that is wrong. */
export interface Finding {
  readonly kind: FindingKind;
  /** Below the collection where it lies there. */
  readonly path: string;
  /** Whether `check --repair` mends it. */
  readonly repairable: boolean;
  /** For people. */
  readonly reason: string;
}
