import { compareTags } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { LibraryIndex, TermUse } from '../../pipeline/library/library-index.ts';
import { libraryRevision, revisionCount } from '../../pipeline/library/revision.ts';

/** The terms of a library, sorted by name, kept from one build to the next: only those that have changed are read again. */
export class KeptTerms {
  #known:
    | { readonly basis: string; readonly revision: string; readonly uses: readonly TermUse[] }
    | undefined;

  /** What is known of the terms that changed after a revision. */
  #changed:
    | { readonly after: number; readonly categories: ReadonlySet<TermUse['category']> }
    | undefined;

  /** The categories that terms which have changed after a revision were of, or are; `undefined`: any may be one. */
  categoriesSince(after: number): ReadonlySet<TermUse['category']> | undefined {
    return this.#changed && after >= this.#changed.after ? this.#changed.categories : undefined;
  }

  /** `basis`: what else terms depend on; with another one all are read. */
  read(library: Library, index: LibraryIndex, basis: string): readonly TermUse[] {
    const revision = libraryRevision(library);
    const known = this.#known?.basis === basis ? this.#known : undefined;
    const after = known ? revisionCount(library, known.revision) : 0;
    if (!known || after === 0) {
      this.#changed = undefined;
      this.#known = { basis, revision, uses: index.uses() };
    } else {
      const { uses, categories } = merge(known.uses, index.changedUses(after));
      this.#changed = { after, categories };
      this.#known = { basis, revision, uses };
    }
    return this.#known.uses;
  }
}

function merge(
  known: readonly TermUse[],
  changed: readonly TermUse[],
): { readonly uses: readonly TermUse[]; readonly categories: ReadonlySet<TermUse['category']> } {
  const categories = new Set(changed.map(({ category }) => category));
  if (changed.length === 0) return { uses: known, categories };
  const names = new Set(changed.map(({ name }) => name));
  const fresh = changed
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => compareTags(a.name, b.name));
  const merged: TermUse[] = [];
  let next = 0;
  for (const use of known) {
    if (names.has(use.name)) {
      categories.add(use.category);
      continue;
    }
    for (let own = fresh[next]; own && compareTags(own.name, use.name) < 0; own = fresh[next]) {
      merged.push(own);
      next += 1;
    }
    merged.push(use);
  }
  return { uses: [...merged, ...fresh.slice(next)], categories };
}
