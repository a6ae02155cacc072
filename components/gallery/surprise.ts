import { ShardError } from '../../catalog/index/shard.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import type { PageContext } from '../page-context.ts';
import { withSeed } from '../results/query-words.ts';
import { openGallery } from './open-gallery.ts';
import { TileEvents } from './tile-events.ts';
import { tileQuestions } from './tile-questions.ts';

/** A dozen posts by chance, for those who found nothing at an address. Where the index cannot be read, there are none. */
export async function showSurprise(context: PageContext): Promise<void> {
  const holder = document.querySelector<HTMLElement>('[data-surprise]');
  if (!holder) return;
  try {
    const query = parseQuery(withSeed('random:12'));
    const wish = { query, text: '', isAtTop: true, onPatterns: async () => {} };
    const { gallery } = await openGallery(holder, wish, context, () => {});
    gallery.watch();
    const events = new TileEvents(holder, context, tileQuestions(context));
    events.start();
    events.startHints();
  } catch (error) {
    if (!(error instanceof ShardError)) throw error;
    holder.remove();
  } finally {
    document.documentElement.dataset['filter'] = 'done';
  }
}
