import { searchPage } from './gallery/search-results.ts';
import { galleryPage } from './gallery/static-gallery.ts';
import { markReady, pageContext } from './page-context.ts';

/** Makes a gallery endless, and answers searches. */
async function start(): Promise<void> {
  const context = pageContext();
  const isDone =
    document.documentElement.dataset['page'] === 'search'
      ? await searchPage(context)
      : await galleryPage(context);
  markReady(isDone ? 'ok' : 'error');
}

void start();
