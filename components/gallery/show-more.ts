import { parseQuery } from '../../catalog/search/parse-query.ts';
import { element } from '../element.ts';
import type { PageContext } from '../page-context.ts';
import { leftPage, type OpenedGallery, openGallery, showAgain } from './open-gallery.ts';
import { readPlace } from './place-memory.ts';
import { numberOf } from './tile-facts.ts';

/** The posts that follow, below the page's own. */
export async function showMore(
  grid: HTMLElement,
  context: PageContext,
): Promise<OpenedGallery | undefined> {
  if (!document.querySelector('[data-page-after]')) return undefined;
  const order = document.documentElement.dataset['order'] === 'old' ? 'old' : 'new';
  cutOpenRow(grid);
  const last = grid.querySelector<HTMLElement>('li:last-child > a.tile');
  if (!last) return undefined;
  const holder = element('div', 'chunks');
  const range = order === 'old' ? `id:>${numberOf(last)} order:old` : `id:<${numberOf(last)}`;
  grid.after(holder);
  const query = parseQuery(range);
  const text = order === 'old' ? 'order:old' : '';
  const begin = (opened: OpenedGallery): Promise<void> => goBack(grid, opened);
  // Before there is something above it that moves it.
  showEnds(false);
  try {
    const left = leftPage(range, context);
    const again = left && (await showAgain(holder, left, context.root, () => {}));
    const own = { query, text, name: range, again, begin };
    const wish = { ...own, isAtTop: false, onPatterns: async () => {} };
    const opened = await openGallery(holder, wish, context, () => {});
    opened.gallery.watch();
    return opened;
  } catch (error) {
    showEnds(true);
    throw error;
  }
}

/** The ways to the pages before and after. */
function showEnds(areShown: boolean): void {
  for (const end of document.querySelectorAll<HTMLElement>('.page-end')) {
    // Not from under somebody who is about to follow it.
    const isInUse = !areShown && end.contains(document.activeElement);
    end.hidden = !areShown && !isInUse;
    if (isInUse)
      end.addEventListener('focusout', () => end.setAttribute('hidden', ''), { once: true });
  }
}

/** The last row is open at its end, unless it happens to be full: what is in it comes again below, in full rows. */
function cutOpenRow(grid: HTMLElement): void {
  const items = [...grid.children].filter((item) => item instanceof HTMLElement);
  const seen = items.filter(({ hidden }) => !hidden);
  const bottom = seen.at(-1)?.offsetTop;
  const lastRow = seen.filter(({ offsetTop }) => offsetTop === bottom);
  const end = lastRow.at(-1);
  const isFull = end && end.offsetLeft + end.offsetWidth > grid.offsetLeft + grid.offsetWidth - 4;
  const [first] = lastRow;
  const isInUse = lastRow.some((item) => item.contains(document.activeElement));
  if (isFull || !first || lastRow.length === seen.length || isInUse) return;
  // With those that are hidden between and behind them.
  for (const item of items.slice(items.indexOf(first))) item.remove();
  grid.classList.add('is-cut');
  // In another width its last row is open again.
  addEventListener('resize', () => grid.classList.remove('is-cut'), { once: true });
}

async function goBack(grid: HTMLElement, { gallery, source }: OpenedGallery): Promise<void> {
  const remembered = readPlace(history.state);
  if (!remembered) return;
  const own = grid.querySelector<HTMLElement>(`a.tile[data-number="${remembered.number}"]`);
  if (own) {
    own.focus({ preventScroll: true });
    return;
  }
  const place = await source.matches.placeOf(remembered.number);
  if (place === undefined) return;
  (await gallery.show(place, remembered.offset))?.focus({ preventScroll: true });
}
