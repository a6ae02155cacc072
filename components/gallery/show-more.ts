import { parseQuery } from '../../catalog/search/parse-query.ts';
import { element } from '../element.ts';
import type { PageContext } from '../page-context.ts';
import { giveFocus } from './give-focus.ts';
import { leftPage, type OpenedGallery, openGallery, placeNear, showAgain } from './open-gallery.ts';
import { ownTile } from './own-tile.ts';
import { readPlace } from './place-memory.ts';
import { numberOf } from './tile-facts.ts';

/** The posts that follow, below the page's own. */
export async function showMore(
  grid: HTMLElement,
  context: PageContext,
): Promise<OpenedGallery | undefined> {
  if (!document.querySelector('[data-page-after]')) return undefined;
  const order = document.documentElement.dataset['order'] === 'old' ? 'old' : 'new';
  const row = openRow(grid);
  const end = row[0]?.previousElementSibling ?? grid.lastElementChild;
  const last = end?.querySelector<HTMLElement>('a.tile');
  if (!last) return undefined;
  const range = order === 'old' ? `id:>${numberOf(last)} order:old` : `id:<${numberOf(last)}`;
  const query = parseQuery(range);
  const text = order === 'old' ? 'order:old' : '';
  const holder = element('div', 'chunks is-opening');
  grid.after(holder);
  const left = leftPage(range, context);
  const shape = shapeOf(grid);
  let used: Place | undefined;
  let putBack = (): void => holder.remove();
  const makeRoom = (): void => {
    if (!holder.classList.contains('is-opening')) return;
    holder.classList.remove('is-opening');
    used = placeIn(row);
    const [putRowBack, showEnds] = [takeOut(grid, row, shape), hideEnds()];
    putBack = () => {
      showEnds();
      // What he has come back to stays.
      if (left) return;
      holder.remove();
      putRowBack();
    };
  };
  try {
    // Before there is something above it that moves it.
    if (left) makeRoom();
    const again = left && (await showAgain(holder, left, context.root, () => {}));
    const begin = async (opened: OpenedGallery): Promise<void> => {
      // Nobody's page ends before there is something that goes on.
      makeRoom();
      await goTo(used ?? readPlace(history.state), grid, opened);
    };
    const own = { query, text, name: range, again, begin };
    const wish = { ...own, isAtTop: false, onPatterns: async () => {} };
    const opened = await openGallery(holder, wish, context, () => {});
    opened.gallery.watch();
    return opened;
  } catch (error) {
    putBack();
    throw error;
  }
}

/** Hides the ways to the pages before and after; answers what shows them again. */
function hideEnds(): () => void {
  const shown = new AbortController();
  const ends = [...document.querySelectorAll<HTMLElement>('.page-end')];
  for (const end of ends) {
    const hide = (): void => {
      end.hidden = true;
    };
    // Not from under somebody who is about to follow it.
    if (!end.contains(document.activeElement)) hide();
    else end.addEventListener('focusout', hide, { once: true, signal: shown.signal });
  }
  return () => {
    shown.abort();
    for (const end of ends) end.hidden = false;
  };
}

/**
 * The last row, which is open at its end unless it happens to be full, with what is hidden between and behind its tiles: it comes
 * again below, in full rows. Not where it is all there is.
 */
function openRow(grid: HTMLElement): readonly HTMLElement[] {
  const items = [...grid.children].filter((item) => item instanceof HTMLElement);
  const seen = items.filter(({ hidden }) => !hidden);
  const bottom = seen.at(-1)?.offsetTop;
  const lastRow = seen.filter(({ offsetTop }) => offsetTop === bottom);
  const end = lastRow.at(-1);
  const isFull = end && end.offsetLeft + end.offsetWidth > grid.offsetLeft + grid.offsetWidth - 4;
  const [first] = lastRow;
  if (isFull || !first || lastRow.length === seen.length) return [];
  return items.slice(items.indexOf(first));
}

/** What a page's own rows depend on. */
function shapeOf(grid: HTMLElement): string {
  return `${grid.clientWidth} ${document.documentElement.dataset['row']}`;
}

/** Takes the row out that was the last one of the grid in this shape; answers what puts it back. */
function takeOut(grid: HTMLElement, row: readonly HTMLElement[], shape: string): () => void {
  for (const item of row) item.remove();
  // In another shape, now or later, its last row is open again.
  const reopen = (): void => grid.classList.remove('is-cut');
  if (row.length > 0 && shapeOf(grid) === shape) grid.classList.add('is-cut');
  addEventListener('resize', reopen, { once: true });
  return () => {
    grid.append(...row);
    reopen();
  };
}

interface Place {
  readonly number: number;
  /** From the window's top, in pixels. */
  readonly offset: number;
}

/** Where the tile with the focus stands; `undefined`: it is none of these. */
function placeIn(items: readonly HTMLElement[]): Place | undefined {
  const item = items.find((one) => one.contains(document.activeElement));
  const tile = item?.querySelector<HTMLElement>('a.tile');
  return tile ? { number: numberOf(tile), offset: tile.getBoundingClientRect().top } : undefined;
}

/** Shows the tile that has been left, unless the page's own tiles have it. */
async function goTo(
  left: Place | undefined,
  grid: HTMLElement,
  { gallery, source }: OpenedGallery,
): Promise<void> {
  if (!left || ownTile(grid, left.number)) return;
  const place = await placeNear(source, left.number);
  if (place !== undefined) giveFocus(await gallery.show(place, left.offset));
}
