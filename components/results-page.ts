import { startEditing } from './editing/start-editing.ts';
import { watchForNewerPosts } from './gallery/newer-posts.ts';
import { searchPage } from './gallery/search-results.ts';
import { showSurprise } from './gallery/surprise.ts';
import { markReady, type PageContext, pageContext } from './page-context.ts';
import { copyTagsByName } from './tags/copy-tags.ts';

/** What the index answers: a search, and something to see where there is nothing at an address. */
async function start(): Promise<void> {
  const context = pageContext();
  copyTagsByName();
  const [isDone] = await Promise.all([showPosts(context), startEditing(context)]);
  markReady(isDone ? 'ok' : 'error');
}

/** `false` where the posts that the page is there for cannot be shown. */
async function showPosts(context: PageContext): Promise<boolean> {
  if (document.documentElement.dataset['page'] === '404') {
    await showSurprise(context);
    return true;
  }
  watchForNewerPosts(context);
  return searchPage(context);
}

void start();
