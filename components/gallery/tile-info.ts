import { ShardError } from '../../catalog/index/shard.ts';
import { tagText } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import type { TileQuestions } from './tile-questions.ts';

/** Milliseconds that one must point at a tile: who only passes over it costs nothing. */
const patience = 150;
const mostTags = 12;

/**
 * Says in a strip at the foot of the tile that one points at, or that has the focus, what it shows. A static tile knows; of
 * a result a shard tells. The strip is a part of the tile, so it can be pointed at, and Esc takes it away.
 */
export class TileInfo {
  readonly #area: HTMLElement;
  readonly #questions: TileQuestions;
  readonly #strip = element('span', 'tile-info');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tile: HTMLElement | undefined;
  #isOff = false;

  constructor(area: HTMLElement, questions: TileQuestions) {
    this.#area = area;
    this.#questions = questions;
    this.#strip.ariaHidden = 'true';
  }

  start(): void {
    // A finger that touches a tile opens it.
    if (!matchMedia('(hover: hover)').matches) return;
    this.#area.addEventListener('pointerover', ({ target }) => this.#pointAt(target));
    this.#area.addEventListener('focusin', ({ target }) => this.#pointAt(target));
    this.#area.addEventListener('pointerleave', () => this.#pointAt(null));
    this.#area.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#hide();
    });
  }

  /** Switches the strips off, or on again. */
  toggle(): boolean {
    this.#isOff = !this.#isOff;
    if (this.#isOff) this.#hide();
    return true;
  }

  #pointAt(target: EventTarget | null): void {
    const found = target instanceof Element ? target.closest<HTMLElement>('a.tile') : null;
    const tile = found ?? undefined;
    if (tile === this.#tile) return;
    this.#hide();
    this.#tile = tile;
    if (!tile || this.#isOff) return;
    this.#timer = setTimeout(() => {
      this.#show(tile).catch((error: unknown) => {
        // It is only a help: where its shard does not load, there is none.
        if (!(error instanceof ShardError)) throw error;
      });
    }, patience);
  }

  #hide(): void {
    clearTimeout(this.#timer);
    this.#strip.remove();
    this.#tile = undefined;
  }

  async #show(tile: HTMLElement): Promise<void> {
    const text = tile.closest('.chunk') ? await this.#tagsOf(tile) : altOf(tile);
    if (text === '' || tile !== this.#tile) return;
    this.#strip.textContent = text;
    tile.append(this.#strip);
  }

  async #tagsOf({ dataset }: HTMLElement): Promise<string> {
    const tags = await this.#questions.tagsOf(Number(dataset['number']));
    return tags.slice(0, mostTags).map(tagText).join(', ');
  }
}

function altOf(tile: HTMLElement): string {
  return tile.querySelector('img')?.alt ?? '';
}
