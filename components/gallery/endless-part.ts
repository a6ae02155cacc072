import { element } from '../element.ts';
import { drawAllHidden } from '../filter/draw-hidden.ts';
import type { PageContext } from '../page-context.ts';
import { filterTiles } from './filter-tiles.ts';
import type { OpenedGallery } from './open-gallery.ts';
import { focusOwnTile } from './own-tile.ts';
import { showMore } from './show-more.ts';
import { type TileQuestions, tileQuestions } from './tile-questions.ts';

/** What the script of the endless gallery leaves: all that a static page of the gallery needs the index for. */
export interface EndlessPart {
  /**
   * Filters the page's own tiles as the visitor's settings say, and shows the posts that follow below them; `undefined`: there
   * are none. Rejects with a ShardError where the index cannot be read.
   */
  readonly goOn: (grid: HTMLElement, context: PageContext) => Promise<OpenedGallery | undefined>;
  readonly questions: (context: PageContext) => TileQuestions;
}

declare global {
  var homebooruEndless: EndlessPart | undefined;
}

globalThis.homebooruEndless = { goOn, questions: tileQuestions };

async function goOn(grid: HTMLElement, context: PageContext): Promise<OpenedGallery | undefined> {
  const { dataset } = document.documentElement;
  if (dataset['filter'] === 'pending') {
    await filterTiles(grid, context);
    dataset['filter'] = 'done';
    focusOwnTile(grid, true);
  }
  const opened = await showMore(grid, context);
  if (!grid.querySelector('li:not([hidden])') && !opened?.source.total) sayAllHidden(grid);
  return opened;
}

function sayAllHidden(grid: HTMLElement): void {
  const box = element('div', 'empty');
  drawAllHidden(box);
  grid.after(box);
}
