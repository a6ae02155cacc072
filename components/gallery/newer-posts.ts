import { ShardError } from '../../catalog/index/shard.ts';
import { element } from '../element.ts';
import type { PageContext } from '../page-context.ts';
import { strings } from '../strings.ts';

/** Milliseconds between two looks: who goes from window to window asks no more often. */
const rest = 60_000;

/**
 * Tells of posts that have come since the page was loaded, when the visitor comes back to its window. The page itself stays
 * as it is until he asks for them. Not from disk, where no address is newer than another. `newest`: the page's own highest
 * number, where it says that itself; else the index had it.
 */
export function watchForNewerPosts({ shards }: PageContext, newest?: number): void {
  if (location.protocol === 'file:') return;
  let looked = Date.now();
  const look = async (): Promise<void> => {
    const before = newest ?? (await shards.ask(async ({ highest }) => highest));
    const { highest } = await shards.newestManifest();
    if (highest > before) show(highest - before);
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < rest) return;
    looked = Date.now();
    look().catch((error: unknown) => {
      // The host is away: then nobody has come.
      if (!(error instanceof ShardError)) throw error;
    });
  });
}

function show(count: number): void {
  const known = document.querySelector<HTMLElement>('.newer-posts');
  const holder = known ?? element('p', 'newer-posts');
  holder.setAttribute('role', 'status');
  if (!known) document.body.append(holder);
  const link = element('a', 'button', strings.newerPosts(count));
  const address = new URL(location.href);
  address.searchParams.delete('p');
  link.href = address.href;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    history.replaceState(null, '', address);
    location.reload();
    scrollTo({ top: 0 });
  });
  holder.replaceChildren(link);
}
