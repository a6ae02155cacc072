/** What the server answers, as far as the panel shows it. */
export interface Status {
  readonly monitor: {
    readonly running: boolean;
    readonly last_check: string | null;
    readonly last_scan_found: number;
    readonly total_processed: number;
    readonly interval_seconds: number;
    readonly next_in: number | null;
  };
  readonly collection: {
    readonly total_images: number;
    readonly with_metadata: number;
    readonly unprocessed: number;
  };
}

export interface Job {
  readonly id: number;
  readonly kind: string;
  readonly by: string;
  readonly state: string;
  readonly progress: number;
  readonly stage: string | null;
  readonly done: number;
  readonly total: number;
  readonly left: number | null;
  readonly queued: string;
  readonly error: string | null;
}

export interface Problem {
  readonly path: string;
  readonly reason: string;
  readonly number: number | null;
}

export interface TrashEntry {
  readonly number: number | null;
  readonly path: string;
}

export interface Duplicate {
  readonly number: number | null;
  readonly md5: string;
  readonly paths: readonly string[];
}

export interface PastEdit {
  readonly number: number;
  readonly place: number;
  readonly at: string;
  readonly change: {
    readonly add?: readonly { readonly name: string }[];
    readonly remove?: readonly string[];
    readonly clear?: readonly string[];
    readonly rating?: string | null;
    readonly parent?: number | string | null;
    readonly favourite?: boolean;
  };
}

export interface Facts {
  readonly settings: unknown;
  readonly site: string;
  readonly free: number;
  readonly pausedBy: string | null;
}

/** Everything that the panel shows. */
export interface PanelState {
  readonly status: Status;
  readonly jobs: readonly Job[];
  readonly problems: readonly Problem[];
  readonly trash: readonly TrashEntry[];
  readonly duplicates: readonly Duplicate[];
  readonly edits: readonly PastEdit[];
  readonly facts: Facts;
}
