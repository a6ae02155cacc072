import { thumbnailAddress } from '../../catalog/addresses.ts';
import type { KeyAction } from '../keys/key-bindings.ts';
import { type KeyHandlers, press } from '../keys/listen-for-keys.ts';
import type { PageContext } from '../page-context.ts';
import { trailHash } from '../post/trail-address.ts';
import { shownAddress } from '../still-or-moving.ts';
import { revealTile } from '../tile.ts';
import { openViewer, type ViewedPicture } from '../viewer/load-viewer.ts';
import { rememberPlace } from './place-memory.ts';
import { headHeight } from './row-space.ts';
import type { ShownPage } from './shown-page.ts';
import { TileInfo } from './tile-info.ts';
import { TileMotion } from './tile-motion.ts';
import type { TileQuestions } from './tile-questions.ts';

/**
 * What happens to tiles: a press on a veiled one shows it, the next one opens it; the arrow keys go from tile to tile,
 * and all of them together are one stop of the Tab key.
 */
export class TileEvents {
  readonly #area: HTMLElement;
  readonly #context: PageContext;
  readonly #questions: TileQuestions;
  readonly #info: TileInfo;
  readonly #trail: string | undefined;

  /** `trail`: the search that tiles are results of which say none themselves, as those of a static page do not. */
  constructor(area: HTMLElement, context: PageContext, questions: TileQuestions, trail?: string) {
    this.#area = area;
    this.#context = context;
    this.#questions = questions;
    this.#trail = trail;
    this.#info = new TileInfo(area, questions);
  }

  /** `shownWith`: what the gallery shows around a tile, to be remembered when that is opened. */
  start(shownWith: (tile: HTMLElement) => ShownPage | undefined = () => undefined): void {
    for (const tile of this.#tiles()) tile.tabIndex = -1;
    this.keepTabStop();
    this.#area.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement && target.matches('a.tile')) this.#makeTabStop(target);
    });
    for (const type of ['pointerdown', 'focusin', 'click']) {
      this.#area.addEventListener(type, ({ target }) => this.#addTrail(target), { capture: true });
    }
    this.#area.addEventListener('click', (event) => {
      const tile = event.target instanceof Element ? event.target.closest('a.tile') : null;
      if (!(tile instanceof HTMLElement)) return;
      if (revealTile(tile, this.#context.root)) event.preventDefault();
      else rememberPlace(tile, shownWith(tile));
    });
    this.#context.keys.add(this.#handlers());
  }

  /** Begins to say what a tile shows, and to play what moves, where one points or has the focus. */
  startHints(): void {
    this.#info.start();
    new TileMotion(this.#area, this.#context.root).start();
  }

  /** So that the ways on a post's page follow the gallery that led there. */
  #addTrail(target: EventTarget | null): void {
    const tile = target instanceof Element ? target.closest<HTMLAnchorElement>('a.tile') : null;
    if (!tile || this.#trail === undefined || tile.hash !== '') return;
    tile.hash = trailHash(this.#trail);
  }

  /** Makes some tile in view the Tab key's stop, where none is. */
  keepTabStop(): void {
    if (this.#area.querySelector('li:not([hidden]) > a.tile[tabindex="0"]')) return;
    const tiles = this.#tiles();
    const shown = tiles.find((tile) => tile.getBoundingClientRect().bottom > 0) ?? tiles[0];
    if (shown) this.#makeTabStop(shown);
  }

  #handlers(): KeyHandlers {
    return new Map<KeyAction, (key: string) => boolean>([
      ['left', (key) => this.#enter(key) || this.#step(-1)],
      ['right', (key) => this.#enter(key) || this.#step(1)],
      ['up', (key) => this.#enter(key) || this.#stepRow(-1)],
      ['down', (key) => this.#enter(key) || this.#stepRow(1)],
      ['reveal', () => this.#revealAll()],
      ['view', () => this.view()],
      ['results', () => this.#toTop()],
      ['random', () => this.#anyPost()],
      ['original', () => press('a.tile:focus')],
      ['size', pressNextHeight],
      ['similar', goToTags],
      ['info', () => this.#info.toggle()],
    ]);
  }

  /** Opens the viewer on the tile that has the focus, or on the first in view, with its neighbours. */
  view(): boolean {
    const tiles = this.#tiles().filter((tile) => tile.dataset['veiled'] === undefined);
    const shown = tiles.findIndex((tile) => tile.getBoundingClientRect().top >= 0);
    const focused = focusedPlace(tiles);
    const at = focused >= 0 ? focused : shown;
    if (at < 0) return false;
    const { root } = this.#context;
    openViewer(
      tiles.map((tile) => viewed(tile, root)),
      at,
      root,
      (left) => this.#again(tiles[left])?.focus(),
    );
    return true;
  }

  /** None while it is not known which of them the visitor wants to see. */
  #tiles(): readonly HTMLElement[] {
    if (document.documentElement.dataset['filter'] === 'pending') return [];
    return [...this.#area.querySelectorAll<HTMLElement>('li:not([hidden]) > a.tile')];
  }

  /** The tile; if it was taken out, the one that shows the same post now. */
  #again(tile: HTMLElement | undefined): HTMLElement | undefined {
    if (!tile || tile.isConnected) return tile;
    return this.#tiles().find(({ dataset }) => dataset['number'] === tile.dataset['number']);
  }

  #makeTabStop(tile: HTMLElement): void {
    for (const other of this.#area.querySelectorAll<HTMLElement>('a.tile[tabindex="0"]')) {
      other.tabIndex = -1;
    }
    tile.tabIndex = 0;
  }

  /** The first step leads into the gallery, to what is in view; by an arrow key it scrolls the page, as anywhere. */
  #enter(key: string): boolean {
    const tiles = this.#tiles();
    if (key.startsWith('Arrow') || focusedPlace(tiles) >= 0) return false;
    const shown = tiles.find((tile) => tile.getBoundingClientRect().top >= headHeight());
    return focusOn(shown ?? tiles[0]);
  }

  #step(by: 1 | -1): boolean {
    const tiles = this.#tiles();
    const at = focusedPlace(tiles);
    return at >= 0 && focusOn(tiles[at + by]);
  }

  /** To the tile in the row above or below that is nearest. */
  #stepRow(by: 1 | -1): boolean {
    const tiles = this.#tiles();
    const at = focusedPlace(tiles);
    const box = tiles[at]?.getBoundingClientRect();
    if (at < 0 || !box) return false;
    const others = by > 0 ? tiles.slice(at + 1) : tiles.slice(0, at).reverse();
    const rowTop = others
      .map((tile) => tile.getBoundingClientRect().top)
      .find((top) => Math.abs(top - box.top) > 4);
    if (rowTop === undefined) return false;
    const middle = box.left + box.width / 2;
    const distance = (tile: HTMLElement): number => {
      const { left, width } = tile.getBoundingClientRect();
      return Math.abs(left + width / 2 - middle);
    };
    const [nearest] = others
      .filter((tile) => Math.abs(tile.getBoundingClientRect().top - rowTop) <= 4)
      .toSorted((a, b) => distance(a) - distance(b));
    return focusOn(nearest);
  }

  #revealAll(): boolean {
    return this.#tiles().filter((tile) => revealTile(tile, this.#context.root)).length > 0;
  }

  #anyPost(): boolean {
    this.#questions.goToAnyPost();
    return true;
  }

  #toTop(): boolean {
    scrollTo({ top: 0 });
    return true;
  }
}

/** Beside the gallery, or in their sheet, where there is no room for a side. */
function goToTags(): boolean {
  const tags = document.querySelector<HTMLElement>('#tags');
  if (!tags?.checkVisibility()) return press('[data-tags-button]');
  tags.focus();
  return true;
}

/** The next of the buttons that say how high rows are, round and round. */
function pressNextHeight(): boolean {
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-row-height]')];
  const at = buttons.findIndex(({ ariaPressed }) => ariaPressed === 'true');
  const next = buttons[(at + 1) % buttons.length];
  next?.click();
  return next !== undefined;
}

function focusedPlace(tiles: readonly HTMLElement[]): number {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? tiles.indexOf(activeElement) : -1;
}

function focusOn(tile: HTMLElement | undefined): boolean {
  tile?.focus();
  tile?.scrollIntoView({ block: 'nearest' });
  return tile !== undefined;
}

function viewed(tile: HTMLElement, root: string): ViewedPicture {
  const number = Number(tile.dataset['number']);
  const { width, height } = tile.getBoundingClientRect();
  const scale = 1000 / Math.max(width, height, 1);
  const isMoving = tile.querySelector('.badge-gif, .badge-animated') !== null;
  return {
    src: root + shownAddress(number, isMoving),
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    alt: tile.querySelector('img')?.alt ?? '',
    msrc: root + thumbnailAddress(number),
    page: tile instanceof HTMLAnchorElement ? tile.href : '',
  };
}
