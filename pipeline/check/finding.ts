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
  /** A site that a build did not finish, or that has lost files. */
  | 'stale-site';

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
