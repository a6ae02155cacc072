import type { Library } from './library.ts';
import { libraryRevision } from './revision.ts';

/** What a library remembers of a site that was built from it. */
export interface SiteFacts {
  /** The state in the site's ledger. */
  readonly state: string | undefined;
  /** Of everything that it was made of; the same: nothing can have changed. */
  readonly input: string | undefined;
  /** The library's revision then. */
  readonly revision: string | undefined;
  /** What its parts were made by besides posts, as text. */
  readonly styles: string | undefined;
}

/** `folder`: absolute. */
export function siteFacts(library: Library, folder: string): SiteFacts {
  return {
    state: library.fact(`site ${folder}`),
    input: library.fact(`site input ${folder}`),
    revision: library.fact(`site revision ${folder}`),
    styles: library.fact(`site styles ${folder}`),
  };
}

/** To be called when a site is complete. */
export function rememberSite(
  library: Library,
  folder: string,
  { state, input, styles }: Readonly<Record<'state' | 'input' | 'styles', string>>,
): void {
  library.setFact(`site ${folder}`, state);
  library.setFact(`site input ${folder}`, input);
  library.setFact(`site styles ${folder}`, styles);
  library.setFact(`site revision ${folder}`, libraryRevision(library));
}
