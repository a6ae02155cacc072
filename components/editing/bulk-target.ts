/** Posts that are changed together. */
export interface BulkTarget {
  /** How many, as the page knows. */
  readonly count: number;
  /** What the visitor sees: not what a query finds on the server, which knows of no blacklist. */
  readonly numbers: () => Promise<readonly number[]>;
}

/** What can be done with many posts at once, where the site is at home. */
export interface BulkActions {
  readonly edit: (target: BulkTarget) => unknown;
  readonly remove: (target: BulkTarget) => unknown;
}

declare global {
  /** What the script of editing leaves for the selection's. */
  var homebooruBulk: BulkActions | undefined;
}
