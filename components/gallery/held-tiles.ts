import { picturesInWindow } from '../theme/first-view.ts';
import { jumpWindows } from './own-scroll.ts';

/** Pixels from the window within which tiles are not held back after a jump, and which it may move before they all come. */
const slack = 200;
/** Milliseconds without a jump after which somebody stays. */
const stay = 200;
/** Milliseconds for which pictures in the window may keep others waiting. */
const patience = 5000;

type Timer = ReturnType<typeof setTimeout>;

/**
 * Tiles whose pictures wait (site/styles/first-view.css). At first, and after a jump, those in the window are loaded before all
 * others, and who rushes through a gallery, by its scrollbar say, loads and paints no others.
 */
export class HeldTiles {
  #tiles = new Set<Element>();
  /** How far down the gallery the visitor begins, or the last jump has led; `undefined`: nothing is held. */
  #place: number | undefined;
  /** How far down the window's top is. */
  #now: number | undefined;
  #timer: Timer | undefined;
  #drawing = Promise.resolve();

  constructor() {
    addEventListener('resize', () => this.release());
  }

  /** Holds back all that is not in the window until `end`, where its top begins so far down the gallery. */
  holdUntil(end: Promise<void>, distance: number): void {
    this.#place = distance;
    this.#now = distance;
    void end.then(() => {
      // After a jump it is the jump that holds.
      if (this.#timer === undefined) this.release();
    });
  }

  /** The window's top is so far down the gallery now, where the gallery is what has moved. */
  shiftTo(distance: number): void {
    if (this.#place !== undefined) this.#place += distance - (this.#now ?? distance);
    this.#now = distance;
  }

  /** The same where the visitor has moved. */
  moveTo(distance: number): void {
    const moved = this.#now === undefined ? 0 : Math.abs(distance - this.#now);
    this.#now = distance;
    if (moved > jumpWindows * innerHeight) this.#jumpTo(distance);
    else if (this.#place !== undefined && Math.abs(distance - this.#place) > slack) this.release();
  }

  /** Holds a tile back that is not to be seen now. `from`, `to`: its top and its bottom, in the gallery. */
  hold(tile: Element, from: number, to: number): void {
    if (this.#place === undefined) return;
    // At first somebody waits for the pictures; after a jump he may be about to move a bit.
    const margin = this.#timer === undefined ? 0 : slack;
    const isAbove = to <= this.#place - margin;
    const isBelow = from >= this.#place + innerHeight + margin;
    if (!isAbove && !isBelow) return;
    tile.classList.add('held');
    this.#tiles.add(tile);
  }

  /** Nothing is let through by itself before this is drawn; never rejects. */
  waitFor(drawing: Promise<void>): void {
    this.#drawing = drawing;
  }

  /** Lets all pictures come: it may be others now that are in the window. */
  release(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#place = undefined;
    for (const tile of this.#tiles) tile.classList.remove('held');
    this.#tiles.clear();
  }

  #jumpTo(distance: number): void {
    this.#place = distance;
    // Those of chunks that have been taken out are drawn anew, should they come again.
    this.#tiles = new Set([...this.#tiles].filter((tile) => tile.parentElement !== null));
    clearTimeout(this.#timer);
    const timer = setTimeout(() => this.#stay(timer), stay);
    this.#timer = timer;
  }

  async #stay(timer: Timer): Promise<void> {
    let last: Promise<void>;
    do {
      last = this.#drawing;
      await last;
    } while (last !== this.#drawing);
    await Promise.race([
      picturesInWindow(),
      new Promise((resolve) => setTimeout(resolve, patience)),
    ]);
    if (this.#timer === timer) this.release();
  }
}
