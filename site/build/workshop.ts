import { defaultParameters, type IndexParameters } from '../../catalog/index/parameters.ts';
import { KeptLibrary } from '../../pipeline/library/kept-library.ts';
import type { BundledAssets } from '../bundle-assets.ts';
import { keptAssets } from './kept-assets.ts';
import { KeptTerms } from './kept-terms.ts';
import { hashSources } from './source-hash.ts';

/** What one build leaves for the next one in the same process, so that an edit costs what it changes. */
export class Workshop implements Disposable {
  /** Of the index; its segments are the library's. */
  readonly sizes: IndexParameters;
  readonly libraries = new KeptLibrary();
  readonly terms = new KeptTerms();
  #sources: string | undefined;
  #assets: Promise<BundledAssets> | undefined;

  constructor(sizes = defaultParameters) {
    this.sizes = sizes;
  }

  /** The hash of the program's own text, as this process runs it. */
  get sources(): string {
    this.#sources ??= hashSources();
    return this.#sources;
  }

  assets(state: string): Promise<BundledAssets> {
    this.#assets ??= keptAssets(state, this.sources);
    return this.#assets;
  }

  [Symbol.dispose](): void {
    this.libraries[Symbol.dispose]();
  }
}
