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
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: number;
  readonly stage: string | null;
  readonly done: number;
  readonly total: number;
  readonly rate: number | null;
  readonly left: number | null;
  readonly queued: string;
  readonly started: string | null;
  readonly finished: string | null;
  readonly error: string | null;
}

export interface SourceState {
  readonly name: string;
  readonly state: 'ok' | 'waiting' | 'off' | 'keyless';
  readonly until: string | null;
  readonly reason: string | null;
  readonly quota: { readonly used: number; readonly left: number | null } | null;
}

export interface Problem {
  readonly kind: 'file' | 'record' | 'damaged' | 'other';
  readonly path: string;
  readonly reason: string;
  readonly number: number | null;
  readonly isIgnored: boolean;
}

/** One of a post's files, as a request names it. */
export interface PostFile {
  readonly path: string;
  readonly root?: string;
}

export interface TrashEntry extends PostFile {
  readonly number: number | null;
  readonly deleted: string;
  /** One file of a post that is still there. */
  readonly isCopy: boolean;
  readonly state: 'deleted' | 'deleting' | 'restoring';
}

export interface Trash {
  readonly entries: readonly TrashEntry[];
  readonly days: number | null;
}

export interface Duplicate {
  readonly number: number | null;
  readonly md5: string;
  readonly files: readonly PostFile[];
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

/** The newest of them; `next`: where the others begin. */
export interface PastEdits {
  readonly edits: readonly PastEdit[];
  readonly next: string | null;
}

export interface Model {
  readonly name: string;
  readonly title: string;
  readonly license: string;
  readonly bytes: number | null;
  readonly state: 'ready' | 'missing' | 'broken';
  readonly reason: string | null;
  readonly isChosen: boolean;
}

export interface Facts {
  readonly settings: unknown;
  readonly site: string;
  readonly free: number;
  readonly pausedBy: string | null;
}

/** What is always shown. */
export interface PanelState {
  readonly status: Status;
  readonly jobs: readonly Job[];
  readonly facts: Facts;
  readonly sources: readonly SourceState[];
}

/** What one view shows, each loaded when it is first looked at; `undefined`: not yet. */
export interface PanelLists {
  readonly problems?: readonly Problem[];
  readonly trash?: Trash;
  readonly edits?: PastEdits;
  readonly duplicates?: readonly Duplicate[];
  readonly models?: readonly Model[];
}
