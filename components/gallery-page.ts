import { startEditing } from './editing/start-editing.ts';
import { watchForNewerPosts } from './gallery/newer-posts.ts';
import { searchPage } from './gallery/search-results.ts';
import { galleryPage } from './gallery/static-gallery.ts';
import { showSurprise } from './gallery/surprise.ts';
import { markReady, type PageContext, pageContext } from './page-context.ts';
import { copyTagsByName } from './tags/copy-tags.ts';

/** Makes a gallery endless, answers searches, and shows something where there is nothing. */
async function start(): Promise<void> {
  const context = pageContext();
  copyTagsByName();
  const [isDone] = await Promise.all([showPosts(context), startEditing(context)]);
  markReady(isDone ? 'ok' : 'error');
}

/** `false` where the posts that the page is there for cannot be shown. */
async function showPosts(context: PageContext): Promise<boolean> {
  switch (document.documentElement.dataset['page']) {
    case 'search':
      watchForNewerPosts(context);
      return searchPage(context);
    case 'home':
      watchForNewerPosts(context);
      return galleryPage(context);
    case '404':
      await showSurprise(context);
      return true;
    default:
      return galleryPage(context);
  }
}

void start();
