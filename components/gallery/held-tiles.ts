import { picturesInWindow } from '../theme/first-view.ts';

/** Pixels from the window within which tiles are not held back, and which it may move before they all come. */
const slack = 200;
/** Windows by which a jump moves, and scrolling along does not. */
const far = 3;
/** Milliseconds without a jump after which somebody stays. */
const stay = 200;

/**
 * Tiles whose pictures wait (site/styles/first-view.css). After a jump those in the window are loaded first, and who rushes
 * through a gallery, by its scrollbar say, loads and paints no others.
 */
export class HeldTiles {
  readonly #holder: Element;
  /** How far down the gallery the last jump has led; `undefined`: nothing is held. */
  #place: number | undefined;
  /** How far down the window's top is. */
  #now: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawing = Promise.resolve();

  constructor(holder: Element) {
    this.#holder = holder;
  }

  /** The window's top is so far down the gallery now. */
  moveTo(distance: number): void {
    const isJump = this.#now !== undefined && Math.abs(distance - this.#now) > far * innerHeight;
    this.#now = distance;
    if (isJump) {
      this.#place = distance;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#stay(distance), stay);
    } else if (this.#place !== undefined && Math.abs(distance - this.#place) > slack) {
      this.#release();
    }
  }

  /** Holds a tile back that is not to be seen now. `top`, `height`: in the gallery. */
  hold(tile: Element, top: number, height: number): void {
    if (this.#place === undefined) return;
    const isAbove = top + height < this.#place - slack;
    const isBelow = top > this.#place + innerHeight + slack;
    if (isAbove || isBelow) tile.classList.add('held');
  }

  /** Nothing is let through before this is drawn; never rejects. */
  waitFor(drawing: Promise<void>): void {
    this.#drawing = drawing;
  }

  async #stay(place: number): Promise<void> {
    let last: Promise<void>;
    do {
      last = this.#drawing;
      await last;
    } while (last !== this.#drawing);
    await picturesInWindow();
    if (this.#place === place) this.#release();
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#place = undefined;
    for (const tile of this.#holder.querySelectorAll('.held')) tile.classList.remove('held');
  }
}
