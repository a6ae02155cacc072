import { compareTags } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { LibraryIndex, TermUse } from '../../pipeline/library/library-index.ts';
import { libraryRevision, revisionCount } from '../../pipeline/library/revision.ts';

/** The terms of a library, sorted by name, kept from one build to the next: only those that have changed are read again. */
export class KeptTerms {
  #known:
    | { readonly basis: string; readonly revision: string; readonly uses: readonly TermUse[] }
    | undefined;

  /** `basis`: what else terms depend on; with another one all are read. */
  read(library: Library, index: LibraryIndex, basis: string): readonly TermUse[] {
    const revision = libraryRevision(library);
    const known = this.#known?.basis === basis ? this.#known : undefined;
    const after = known ? revisionCount(library, known.revision) : 0;
    const uses = known && after > 0 ? merge(known.uses, index.changedUses(after)) : index.uses();
    this.#known = { basis, revision, uses };
    return uses;
  }
}

function merge(known: readonly TermUse[], changed: readonly TermUse[]): readonly TermUse[] {
  if (changed.length === 0) return known;
  const names = new Set(changed.map(({ name }) => name));
  const fresh = changed
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => compareTags(a.name, b.name));
  const merged: TermUse[] = [];
  let next = 0;
  for (const use of known) {
    if (names.has(use.name)) continue;
    for (let own = fresh[next]; own && compareTags(own.name, use.name) < 0; own = fresh[next]) {
      merged.push(own);
      next += 1;
    }
    merged.push(use);
  }
  return [...merged, ...fresh.slice(next)];
}
