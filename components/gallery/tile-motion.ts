import { previewAddress } from '../../catalog/addresses.ts';

/** Milliseconds that one must point at a tile: who only passes over it loads nothing. */
const patience = 250;

/**
 * Plays what moves while one points at its tile, or while that has the focus; at all other times it stands still. Esc holds it,
 * and where motion is not wanted it never begins.
 */
export class TileMotion {
  readonly #area: HTMLElement;
  readonly #root: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tile: HTMLElement | undefined;
  /** What plays, and its still picture. */
  #playing: { readonly image: HTMLImageElement; readonly still: string } | undefined;

  constructor(area: HTMLElement, root: string) {
    this.#area = area;
    this.#root = root;
  }

  start(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const type of ['pointerover', 'focusin']) {
      this.#area.addEventListener(type, ({ target }) => this.#pointAt(target));
    }
    for (const type of ['pointerleave', 'focusout']) {
      this.#area.addEventListener(type, () => this.#pointAt(null));
    }
    this.#area.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#hold();
    });
  }

  #pointAt(target: EventTarget | null): void {
    const found = target instanceof Element ? target.closest<HTMLElement>('a.tile') : null;
    const tile = found ?? undefined;
    if (tile === this.#tile) return;
    this.#hold();
    this.#tile = tile;
    if (tile?.querySelector('.badge-gif, .badge-animated')) {
      this.#timer = setTimeout(() => this.#play(tile), patience);
    }
  }

  #play(tile: HTMLElement): void {
    const image = tile.querySelector('img');
    if (!image) return;
    this.#playing = { image, still: image.src };
    image.src = this.#root + previewAddress(Number(tile.dataset['number']));
  }

  #hold(): void {
    clearTimeout(this.#timer);
    if (this.#playing) this.#playing.image.src = this.#playing.still;
    this.#playing = undefined;
  }
}
