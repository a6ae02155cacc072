import { startEditing } from './editing/start-editing.ts';
import { searchPage } from './gallery/search-results.ts';
import { galleryPage } from './gallery/static-gallery.ts';
import { markReady, pageContext } from './page-context.ts';

/** Makes a gallery endless, and answers searches. */
async function start(): Promise<void> {
  const context = pageContext();
  const isSearch = document.documentElement.dataset['page'] === 'search';
  const [isDone] = await Promise.all([
    isSearch ? searchPage(context) : galleryPage(context),
    startEditing(context),
  ]);
  markReady(isDone ? 'ok' : 'error');
}

void start();
