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
  if (page === 'home') watchForNewerPosts(context, newestPost(order === 'old'));
  const [isDone] = await Promise.all([galleryPage(context), startEditing(context)]);
  markReady(isDone ? 'ok' : 'error');
}

/** The newest post's number, even where the visitor has hidden it; `undefined`: it is on another page. */
function newestPost(isOldestFirst: boolean): number | undefined {
  const tiles = [...document.querySelectorAll('.grid a.tile')];
  const follows = document.querySelector('[data-page-after]') !== null;
  if (isOldestFirst && follows) return undefined;
  return Number(tiles.at(isOldestFirst ? -1 : 0)?.getAttribute('data-number') ?? 0);
}

void start();
