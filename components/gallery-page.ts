import { startEditing } from './editing/start-editing.ts';
import { watchForNewerPosts } from './gallery/newer-posts.ts';
import { galleryPage } from './gallery/static-gallery.ts';
import { markReady, pageContext } from './page-context.ts';
import { copyTagsByName } from './tags/copy-tags.ts';

/** The home page, and the static pages of the gallery. */
async function start(): Promise<void> {
  const context = pageContext();
  copyTagsByName();
  if (document.documentElement.dataset['page'] === 'home') watchForNewerPosts(context);
  const [isDone] = await Promise.all([galleryPage(context), startEditing(context)]);
  markReady(isDone ? 'ok' : 'error');
}

void start();
