import { setImmediate } from 'node:timers/promises';
import type { IndexParameters } from '../../catalog/index/parameters.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import { openCompanions } from '../companions/update-companions.ts';
import type { IndexParts, IndexSteps } from '../index/index-parts.ts';
import { indexSteps } from '../index/put-index.ts';
import { openRelated } from '../related/open-related.ts';
import type { StoresWish } from '../stores/update-stores.ts';
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
  const wish = storesWish(request, sizes);
  // A thread works beside us; we ourselves would do it in between, and hold all that both need.
  const storesReady = workshop.updateStores({ library, uses }, wish, build.progress);
  if (!workshop.hasStoresThread) await storesReady;
  const storesDone = Promise.allSettled([storesReady]);
  using opened = new DisposableStack();
  const input = {
    library,
    index,
    uses,
    aliases: request.aliases,
    pageSize: style.pageSize,
    parameters: { ...sizes, segment: library.segmentSize },
    stores: () => ({
      related: opened.use(openRelated(library, wish.state, wish.related)),
      companions: opened.use(openCompanions(library, wish.state)),
    }),
    storesReady,
    contents: {
      pagesFrom: style.pagesFrom,
      hash: putContents(build, index.highest, parts),
    },
  };
  try {
    return { root: await takeSteps(indexSteps(input, build.indexChanges, parts)), uses };
  } finally {
    // Nobody writes any more once this has ended, whatever has failed.
    await storesDone;
  }
}

/** What a site needs of the stores. */
export function storesWish(request: SiteRequest, sizes: IndexParameters): StoresWish {
  return {
    state: libraryState(request),
    related: { formula: request.settings.site.related, blockSize: sizes.related },
    categories: request.categories,
  };
}

/** Between two steps renderers are answered. */
async function takeSteps<T>(steps: IndexSteps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await (value ?? setImmediate());
  }
}
