import { loadPart } from '../load-scripts.ts';
import { nextTurn } from '../next-turn.ts';
import type { PageContext } from '../page-context.ts';
import { drawFailure } from '../results/draw-failure.ts';
import type { ShownOrder } from '../results/query-words.ts';
import { offerSelection } from '../selection/offer-selection.ts';
import { foldGroups } from '../tags/fold-groups.ts';
import { startTagSheet } from '../tags/tag-sheet.ts';
import { addTagSteps } from '../tags/tag-steps.ts';
import { firstViewEnd } from '../theme/first-view.ts';
import type { EndlessPart } from './endless-part.ts';
import type { OpenedGallery } from './open-gallery.ts';
import { focusOwnTile } from './own-tile.ts';
import { readPlace } from './place-memory.ts';
import { revealWished, wantsNoLess } from './reveal-wished.ts';
import { TileEvents } from './tile-events.ts';
import type { TileQuestions } from './tile-questions.ts';
import { startToolbar } from './toolbar.ts';

/**
 * Brings a static page of the gallery to life, and lets it go on without end; `false` where what that takes cannot be read.
 * What it takes is loaded after the pictures in view, unless it is needed before.
 */
export async function galleryPage(context: PageContext): Promise<boolean> {
  const grid = document.querySelector<HTMLElement>('main > .grid');
  startTags(context);
  if (!grid) return true;
  // A part a turn: what is laid out for one of them is more than enough at once.
  await nextTurn();
  const area = grid.parentElement ?? grid;
  const { order } = document.documentElement.dataset;
  const query = order === 'old' ? 'order:old' : '';
  let opened: OpenedGallery | undefined;
  const bar = document.querySelector<HTMLElement>('[data-toolbar]');
  const reshape = (): void => {
    // In rows of another height the page's last one is open again.
    grid.classList.remove('is-cut');
    opened?.gallery.reshape();
  };
  if (bar) startToolbar(bar, orderOf(order), context, reshape);
  offerSelection(area, query, context);
  // Nothing has to be looked up to show more than others see.
  if (isPending() && wantsNoLess(context.settings.current)) {
    revealWished(grid, context);
    document.documentElement.dataset['filter'] = 'done';
  }
  const events = new TileEvents(area, context, questionsLater(context), query);
  const start = (): void => events.start((tile) => opened?.shownWith(tile));
  // Before the filter has spoken nothing is done with tiles.
  const isFiltered = isPending();
  if (!isFiltered) start();
  // He comes back to a place further down.
  const isFurther = !isFiltered && readPlace(history.state) !== undefined && !focusOwnTile(grid);
  const isFirst = !isFiltered && !isFurther;
  if (isFirst) events.startHints();
  // Nothing follows.
  if (isFirst && !document.querySelector('[data-page-after]')) return true;
  try {
    if (isFirst) await firstViewEnd();
    const part = await endlessPart(context);
    opened = await part.goOn(grid, context);
    return true;
  } catch (error) {
    const box = document.querySelector<HTMLElement>('[data-query-error]');
    if (box) drawFailure(box, error);
    return false;
  } finally {
    if (isFiltered) start();
    // Nothing is said of the tile that the focus comes back to.
    if (!isFirst) events.startHints();
    // Its tile may have been taken out.
    events.keepTabStop();
  }
}

/** The visitor's settings may hide some of the page's tiles, and nobody has looked which. */
function isPending(): boolean {
  return document.documentElement.dataset['filter'] === 'pending';
}

async function endlessPart({ root }: PageContext): Promise<EndlessPart> {
  await loadPart('endless', root);
  const { homebooruEndless } = globalThis;
  if (!homebooruEndless) throw new Error('the script of the endless gallery has not run');
  return homebooruEndless;
}

/** Its tiles say themselves what they show: only what comes below them is asked of the index. */
function questionsLater(context: PageContext): TileQuestions {
  const questions = async (): Promise<TileQuestions> =>
    (await endlessPart(context)).questions(context);
  return {
    tagsOf: async (number) => (await questions()).tagsOf(number),
    goToAnyPost: () => {
      questions().then(
        ({ goToAnyPost }) => goToAnyPost(),
        (error: unknown) => console.warn('posts by chance did not load', error),
      );
    },
  };
}

function orderOf(order = ''): ShownOrder {
  return {
    current: order,
    usual: 'number',
    queryIn: (wished) => (wished === undefined ? '' : `order:${wished}`),
  };
}

function startTags({ root }: PageContext): void {
  const side = document.querySelector<HTMLElement>('#tags');
  const holder = side?.querySelector<HTMLElement>('[data-tag-groups]');
  if (!side || !holder) return;
  addTagSteps(holder, root);
  foldGroups(holder);
  startTagSheet(side, holder, side.ariaLabel ?? '');
}
