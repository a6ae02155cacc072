import { setImmediate } from 'node:timers/promises';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { openCompanions } from '../companions/update-companions.ts';
import type { IndexParts, IndexSteps } from '../index/index-parts.ts';
import { indexSteps } from '../index/put-index.ts';
import { openRelated } from '../related/open-related.ts';
import type { Build } from './build.ts';
import { libraryState } from './library-state.ts';
import type { CountedTerm } from './plan-pages.ts';
import { putContents } from './put-contents.ts';

/** Puts every shard of a site but the manifest, which is returned as `root`; and its terms, by name. */
export async function putSiteIndex(
  build: Build,
  parts: IndexParts,
): Promise<{ readonly root: string; readonly uses: readonly CountedTerm[] }> {
  const { library, request, style, workshop } = build;
  const { categories, aliases } = request;
  const { sizes } = workshop;
  const names = [new Map(categories), new Map(aliases)] as const;
  const index = new LibraryIndex(library, ...names, sizes.block);
  const uses = workshop.terms.read(library, index, JSON.stringify(categories));
  using related = await openRelated({ library, uses }, libraryState(request), {
    formula: request.settings.site.related,
    blockSize: sizes.related,
    progress: build.progress,
  });
  using companions = openCompanions({ library, uses }, libraryState(request));
  const input = {
    library,
    index,
    uses,
    aliases: request.aliases,
    pageSize: style.pageSize,
    parameters: { ...sizes, segment: library.segmentSize },
    related,
    companions,
    contents: {
      pagesFrom: style.pagesFrom,
      hash: putContents(build, index.highest, parts),
    },
  };
  return { root: await takeSteps(indexSteps(input, build.indexChanges, parts)), uses };
}

/** Between two steps renderers are answered. */
async function takeSteps<T>(steps: IndexSteps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
  }
}
