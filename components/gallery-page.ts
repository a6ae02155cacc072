import { startEditing } from './editing/start-editing.ts';
import { watchForNewerPosts } from './gallery/newer-posts.ts';
import { galleryPage } from './gallery/static-gallery.ts';
import { markReady, pageContext } from './page-context.ts';
import { copyTagsByName } from './tags/copy-tags.ts';

/** The home page, and the static pages of the gallery. */
async function start(): Promise<void> {
  const context = pageContext();
  copyTagsByName();
  const { page, order } = document.documentElement.dataset;
  if (page === 'home') watchForNewerPosts(context, order === 'old' ? undefined : newestPost());
  const [isDone] = await Promise.all([galleryPage(context), startEditing(context)]);
  markReady(isDone ? 'ok' : 'error');
}

/** The first tile is the newest post's, even where the visitor has hidden it. */
function newestPost(): number {
  return Number(document.querySelector('a.tile')?.getAttribute('data-number') ?? 0);
}

void start();
