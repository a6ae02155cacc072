import { availableParallelism } from 'node:os';
import { defaultParameters, type IndexParameters } from '../../catalog/index/parameters.ts';
import { KeptLibrary } from '../../pipeline/library/kept-library.ts';
import type { BundledAssets } from '../bundle/bundle-assets.ts';
import { StoresThread } from '../stores/stores-thread.ts';
import {
  type StoresInput,
  type StoresProgress,
  type StoresWish,
  updateStores,
} from '../stores/update-stores.ts';
import { keptAssets } from './kept-assets.ts';
import { KeptTerms } from './kept-terms.ts';
import { hashSources } from './source-hash.ts';
import { Templates } from './templates.ts';

/** How the writing of pages is shared out; the site is the same whatever it is. */
export interface WorkSharing {
  /** Processes that write pages, at most. */
  readonly renderers: number;
  /** Pages a run of Eleventy: few, so that what it makes is gone before it is worth keeping; not so few that a run's start counts. */
  readonly pagesPerRun: number;
}

function usualSharing(): WorkSharing {
  return { renderers: availableParallelism(), pagesPerRun: 100 };
}

/**
 * Hashed with the program's start, not when it is first asked for: a process may wait for pictures for hours, and what an update
 * of the program puts there meanwhile is not what it runs.
 */
const programText = hashSources();

/** What one build leaves for the next one in the same process, so that an edit costs what it changes. */
export class Workshop implements Disposable {
  /** Of the index; its segments are the library's. */
  readonly sizes: IndexParameters;
  readonly libraries = new KeptLibrary();
  readonly terms = new KeptTerms();
  readonly templates = new Templates();
  readonly sharing: WorkSharing;
  #stores: StoresThread | undefined;
  #assets: Promise<BundledAssets> | undefined;

  /** What is left out is as usual. */
  constructor(sizes = defaultParameters, sharing: Partial<WorkSharing> = {}) {
    this.sizes = sizes;
    this.sharing = { ...usualSharing(), ...sharing };
  }

  /** The hash of the program's own text, as this process runs it. */
  readonly sources = programText;

  assets(state: string): Promise<BundledAssets> {
    this.#assets ??= keptAssets(state, this.sources);
    return this.#assets;
  }

  /** Has a thread of its own for the stores from now on. */
  startStoresThread(): void {
    this.#stores ??= new StoresThread();
  }

  get hasStoresThread(): boolean {
    return this.#stores !== undefined;
  }

  /** Has the thread, where there is one, read what it will need. */
  prepareStores(wish: StoresWish): void {
    this.#stores?.prepare(wish);
  }

  /** In the thread, where there is one; else at once. */
  async updateStores(
    input: StoresInput,
    wish: StoresWish,
    progress: StoresProgress,
  ): Promise<void> {
    if (this.#stores) await this.#stores.update(wish, progress);
    else await updateStores(input, wish, progress);
  }

  [Symbol.dispose](): void {
    this.#stores?.[Symbol.dispose]();
    this.#stores = undefined;
    this.libraries[Symbol.dispose]();
  }
}
