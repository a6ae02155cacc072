import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { parseRating } from '../../catalog/rating.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { element } from '../element.ts';
import { drawAllHidden } from '../filter/draw-hidden.ts';
import { pageFilter } from '../filter/page-filter.ts';
import { siteBlur } from '../filter/site-blur.ts';
import { wishOf } from '../filter/visitor-filter.ts';
import { nextTurn } from '../next-turn.ts';
import type { PageContext } from '../page-context.ts';
import { drawFailure } from '../results/draw-problem.ts';
import { offerSelection } from '../selection/offer-selection.ts';
import { foldGroups } from '../tags/fold-groups.ts';
import { addTagSteps } from '../tags/tag-rows.ts';
import { startTagSheet } from '../tags/tag-sheet.ts';
import { revealTile, veilTile } from '../tile.ts';
import { leftPage, type OpenedGallery, openGallery, showAgain } from './open-gallery.ts';
import { readPlace } from './place-memory.ts';
import { TileEvents } from './tile-events.ts';
import { membersOf, veilsOf } from './tile-facts.ts';
import { startToolbar } from './toolbar.ts';

/** Lets a static page of the gallery go on without end; `false` where the index cannot be read. */
export async function galleryPage(context: PageContext): Promise<boolean> {
  const grid = document.querySelector<HTMLElement>('main > .grid');
  startTags(context);
  if (!grid) return true;
  // A part a turn: what is laid out for one of them is more than enough at once.
  await nextTurn();
  const area = grid.parentElement ?? grid;
  const order = document.documentElement.dataset['order'] === 'old' ? 'order:old' : '';
  const events = new TileEvents(area, context, order);
  let reshape = (): void => {};
  let shownWith: OpenedGallery['shownWith'] | undefined;
  const bar = document.querySelector<HTMLElement>('[data-toolbar]');
  if (bar) startToolbar(bar, '', context, () => reshape());
  offerSelection(area, order, context);
  await nextTurn();
  try {
    await filterTiles(grid, context);
    const opened = await goOn(grid, context);
    const isAllHidden = !grid.querySelector('li:not([hidden])') && !opened?.source.total;
    if (isAllHidden) sayAllHidden(grid);
    reshape = () => opened?.gallery.reshape();
    shownWith = opened?.shownWith;
    return true;
  } catch (error) {
    const box = document.querySelector<HTMLElement>('[data-query-error]');
    if (box) drawFailure(box, error);
    return false;
  } finally {
    events.start((tile) => shownWith?.(tile));
  }
}

function startTags({ root }: PageContext): void {
  const side = document.querySelector<HTMLElement>('#tags');
  const holder = side?.querySelector<HTMLElement>('[data-tag-groups]');
  if (!side || !holder) return;
  addTagSteps(holder, root);
  foldGroups(holder);
  startTagSheet(side, holder, side.ariaLabel ?? '');
}

/** Hides and veils what the visitor's settings say. None of it has been loaded: the styles kept it back. */
async function filterTiles(
  grid: HTMLElement,
  { root, shards, settings }: PageContext,
): Promise<void> {
  const site = siteBlur();
  const filter = pageFilter(settings.current);
  const tiles = [...grid.querySelectorAll<HTMLElement>('a.tile')];
  const numbers = tiles.map(numberOf);
  for (const tile of tiles) {
    const rating = parseRating(tile.parentElement?.dataset['rating']);
    if (rating !== undefined && wishOf(rating, settings.current, site) === 'show') {
      revealTile(tile, root);
    }
  }
  if (document.documentElement.dataset['filter'] !== 'pending') return;
  const { hidden, veils } = await shards.ask(async (manifest, load) => {
    const index = new ShardIndex(manifest, load);
    return {
      hidden: filter.hidden ? await membersOf(numbers, filter.hidden, index) : new Set(),
      veils: await veilsOf(numbers, filter.blurred, index),
    };
  });
  for (const tile of tiles) {
    const veil = veils.get(numberOf(tile));
    if (hidden.has(numberOf(tile))) tile.parentElement?.setAttribute('hidden', '');
    else if (veil !== undefined && tile.dataset['veiled'] === undefined) {
      veilTile(tile, tile.querySelector('img')?.alt ?? '', veil);
    }
  }
  document.documentElement.dataset['filter'] = 'done';
}

function sayAllHidden(grid: HTMLElement): void {
  const box = element('div', 'empty');
  drawAllHidden(box);
  grid.after(box);
}

function numberOf(tile: HTMLElement): number {
  return Number(tile.dataset['number']);
}

/** The older posts, below the page's own. */
async function goOn(grid: HTMLElement, context: PageContext): Promise<OpenedGallery | undefined> {
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
    const wish = { ...own, isAtTop: false, isBelow: true, onPatterns: async () => {} };
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
  for (const end of document.querySelectorAll<HTMLElement>('.page-end')) end.hidden = !areShown;
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
  if (isFull || !first || lastRow.length === seen.length) return;
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
