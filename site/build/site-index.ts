import { setImmediate } from 'node:timers/promises';
import type { IndexParameters } from '../../catalog/index/parameters.ts';
import { LibraryIndex, type TermUse } from '../../pipeline/library/library-index.ts';
import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import { openCompanions } from '../companions/update-companions.ts';
import type { IndexParts, IndexSteps } from '../index/index-parts.ts';
import { finishIndex, indexSteps } from '../index/put-index.ts';
import { openRelated } from '../related/open-related.ts';
import type { StoresWish } from '../stores/update-stores.ts';
import type { Build } from './build.ts';
import { libraryState } from './library-state.ts';
import { putContents } from './put-contents.ts';

/** An index that lacks what is copied from the stores, until `finish`; once it is disposed of nobody writes to them. */
export interface UnfinishedIndex extends AsyncDisposable {
  /** The terms, by name. */
  readonly uses: readonly TermUse[];
  /** Puts the shards that are left; answers the manifest. */
  readonly finish: () => Promise<string>;
}

/** Puts the shards of a site but the manifest, and but those that the stores hold, which may be under way. */
export async function putSiteIndex(build: Build, parts: IndexParts): Promise<UnfinishedIndex> {
  const { library, request, style, workshop } = build;
  const { categories, aliases } = request;
  const { sizes } = workshop;
  const names = [new Map(categories), new Map(aliases)] as const;
  const index = new LibraryIndex(library, ...names, sizes.block);
  const uses = workshop.terms.read(library, index, JSON.stringify(categories));
  const wish = storesWish(request, sizes);
  const ready = workshop.updateStores({ library, uses }, wish, build.progress);
  const over = Promise.allSettled([ready]);
  // A thread works beside us; we ourselves would do it in between, and hold all that both need.
  if (!workshop.hasStoresThread) await ready;
  const input = {
    library,
    index,
    uses,
    aliases: request.aliases,
    pageSize: style.pageSize,
    parameters: { ...sizes, segment: library.segmentSize },
    contents: {
      pagesFrom: style.pagesFrom,
      hash: putContents(build, index.highest, parts),
    },
  };
  try {
    const body = await takeSteps(indexSteps(input, build.indexChanges, parts));
    return {
      uses,
      finish: async () => {
        await ready;
        using related = openRelated(library, wish.state, wish.related);
        using companions = openCompanions(library, wish.state);
        return finishIndex(body, { related, companions }, parts);
      },
      [Symbol.asyncDispose]: async () => void (await over),
    };
  } catch (error) {
    await over;
    throw error;
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
    await setImmediate();
  }
}
