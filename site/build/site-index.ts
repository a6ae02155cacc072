import { defaultParameters } from '../../catalog/index/parameters.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { openCompanions } from '../companions/update-companions.ts';
import type { IndexParts } from '../index/index-parts.ts';
import { putIndex } from '../index/put-index.ts';
import { openRelated } from '../related/open-related.ts';
import { type Build, libraryState } from './build.ts';
import type { CountedTerm } from './plan-pages.ts';
import { putContents } from './put-contents.ts';

/** Puts every shard of a site but the manifest, which is returned as `root`; and its terms, by name. */
export async function putSiteIndex(
  build: Build,
  parts: IndexParts,
): Promise<{ readonly root: string; readonly uses: readonly CountedTerm[] }> {
  const { library, request, style, workshop } = build;
  const { categories, aliases } = request;
  const index = new LibraryIndex(library, new Map(categories), new Map(aliases));
  const uses = workshop.terms.read(library, index, JSON.stringify(categories));
  using related = await openRelated({ library, uses }, libraryState(request), {
    formula: request.settings.site.related,
    progress: build.progress,
  });
  using companions = openCompanions({ library, uses }, libraryState(request));
  const input = {
    library,
    index,
    uses,
    aliases: request.aliases,
    pageSize: style.pageSize,
    parameters: { ...defaultParameters, segment: library.segmentSize },
    related,
    companions,
    contents: {
      pagesFrom: style.pagesFrom,
      hash: putContents(build, index.highest, parts),
    },
  };
  const root = putIndex(input, build.indexChanges, parts);
  return { root, uses };
}
