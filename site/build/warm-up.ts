import { highestNumber } from '../../pipeline/library/count-posts.ts';
import { readLibrary } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { readPost } from '../../pipeline/library/read-post.ts';
import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import { frameOf } from './frame.ts';
import { libraryState } from './library-state.ts';
import { postPageOf } from './post-page-of.ts';
import { storesWish } from './site-index.ts';
import type { Workshop } from './workshop.ts';

/**
 * Makes ready what the first build in a process takes longest over: scripts and styles, the list of terms, the templates,
 * and what the thread of the stores knows. It reads alone, so it needs nobody's lock, and changes no site. Throws a
 * SettingsError where there is no library.
 */
export async function warmUp(workshop: Workshop, request: SiteRequest): Promise<void> {
  const state = libraryState(request);
  workshop.prepareStores(storesWish(request, workshop.sizes));
  using library = readLibrary(state);
  const { categories, aliases } = request;
  const names = [new Map(categories), new Map(aliases)] as const;
  const index = new LibraryIndex(library, ...names, workshop.sizes.block);
  workshop.terms.read(library, index, JSON.stringify(categories));
  const highest = highestNumber(library);
  if (highest === 0) return;
  const assets = await workshop.assets(state);
  const { style } = frameOf(request.settings, workshop.sources, assets, highest);
  const post = readPost(library, highest);
  await workshop.templates.render({
    frame: style.frame,
    posts: [postPageOf(post, { request, style })],
    galleries: [],
    home: [],
    tagPages: [],
    stats: [],
    feeds: [],
    sitemaps: [],
    fixedPages: [],
  });
}
