import { hasFlag } from '../../catalog/index/post-flags.ts';
import { countText } from '../../catalog/wording.ts';
import { element, makeButton } from '../element.ts';
import type { GallerySource } from '../gallery/gallery-source.ts';
import type { KeyAction } from '../keys/key-bindings.ts';
import type { PageContext } from '../page-context.ts';
import { trailAddress } from '../post/trail-address.ts';
import { intervals } from '../settings/visitor-settings.ts';
import { shownAddress, wantsCalm } from '../still-or-moving.ts';
import { strings } from '../strings.ts';
import type { DrawnTile } from '../tile.ts';
import type { StartSlideshow } from './open-slideshow.ts';

/** A result that may be shown. */
interface Found {
  readonly place: number;
  readonly tile: DrawnTile;
  readonly picture: string;
}

/** One picture after the other over the whole window. The next one is loaded while one is looked at. */
class Slideshow {
  readonly #source: GallerySource;
  readonly #context: PageContext;
  readonly #dialog = element('dialog', 'slideshow');
  readonly #image = element('img');
  readonly #link = element('a', 'slideshow-place');
  readonly #pause = makeButton('button', strings.pause, () => this.#togglePause());
  /** What is shown, for those who hear it: not while it goes on by itself. */
  readonly #said = element('p', 'visually-hidden');
  #place: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPaused = false;

  constructor(source: GallerySource, place: number, context: PageContext) {
    this.#source = source;
    this.#place = place;
    this.#context = context;
  }

  start(): void {
    const bar = element('div', 'slideshow-bar');
    bar.append(
      this.#link,
      makeButton('button', strings.previous, () => this.#step(-1)),
      this.#pause,
      makeButton('button', strings.next, () => this.#step(1)),
      this.#intervalField(),
      makeButton('button', strings.close, () => this.#dialog.close()),
    );
    this.#dialog.setAttribute('aria-label', strings.slideshow);
    this.#said.setAttribute('role', 'status');
    this.#dialog.append(this.#image, bar, this.#said);
    this.#dialog.addEventListener('keydown', (event) => this.#onKey(event));
    this.#dialog.addEventListener('close', () => {
      clearTimeout(this.#timer);
      this.#dialog.remove();
    });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#pause.focus();
    this.#show(1);
  }

  #intervalField(): HTMLElement {
    const label = element('label', 'slideshow-interval', strings.seconds);
    const field = element('input');
    field.type = 'number';
    field.min = String(intervals.least);
    field.max = String(intervals.most);
    field.value = String(this.#context.settings.current.interval);
    field.addEventListener('change', () => {
      if (!field.validity.valid || field.value === '') return;
      this.#context.settings.change({ interval: Number(field.value) });
      this.#wait();
    });
    label.append(field);
    return label;
  }

  /** The arrow keys, and the visitor's own for the same; a button is pressed by the space bar. */
  #onKey(event: KeyboardEvent): void {
    const { key, target, ctrlKey, altKey, metaKey } = event;
    const isButton = target instanceof HTMLButtonElement && key === ' ';
    if (target instanceof HTMLInputElement || isButton || ctrlKey || altKey || metaKey) return;
    const actions = this.#context.keys.actionsOf(key);
    const isMeant = (...meant: readonly KeyAction[]): boolean =>
      actions.some((action) => meant.includes(action));
    if (key === 'ArrowLeft' || isMeant('previous', 'left')) this.#step(-1);
    else if (key === 'ArrowRight' || isMeant('next', 'right')) this.#step(1);
    else if (isMeant('view')) this.#togglePause();
    else if (isMeant('slideshow')) this.#dialog.close();
    else return;
    event.preventDefault();
  }

  #togglePause(): void {
    this.#isPaused = !this.#isPaused;
    this.#pause.textContent = this.#isPaused ? strings.play : strings.pause;
    this.#wait();
  }

  #step(by: 1 | -1): void {
    const total = this.#source.total ?? 0;
    this.#place = (this.#place + by + total) % total;
    this.#show(by);
  }

  /** Shows the picture at the place; what is veiled is passed over. */
  #show(by: 1 | -1): void {
    clearTimeout(this.#timer);
    const place = this.#place;
    this.#find(place, by).then(
      (found) => {
        if (place !== this.#place || !this.#dialog.isConnected) return;
        if (!found) {
          this.#link.textContent = strings.allCovered;
          return;
        }
        this.#place = found.place;
        this.#draw(found);
      },
      (error: unknown) => {
        this.#link.textContent = `${strings.notLoaded} ${error instanceof Error ? error.message : error}`;
      },
    );
  }

  async #find(from: number, by: 1 | -1): Promise<Found | undefined> {
    const total = this.#source.total ?? 0;
    for (let step = 0; step < total; step++) {
      const place = (from + step * by + total * (step + 1)) % total;
      const [tile] = await this.#source.tiles(place, place + 1);
      if (tile && tile.veil === undefined)
        return { place, tile, picture: await this.#pictureOf(tile) };
    }
    return undefined;
  }

  /** Whether it moves is asked only where that matters. */
  async #pictureOf({ number }: DrawnTile): Promise<string> {
    const [facts] = wantsCalm() ? await this.#source.badges([number]) : [];
    return this.#context.root + shownAddress(number, hasFlag(facts?.flags ?? 0, 'animated'));
  }

  #draw({ tile: { number, alt, query }, picture }: Found): void {
    const { root } = this.#context;
    this.#image.alt = alt;
    this.#image.src = picture;
    this.#link.href = root + trailAddress(number, query);
    const total = this.#source.total ?? 0;
    this.#link.textContent = strings.placeOf(countText(this.#place + 1), countText(total));
    if (this.#isPaused) this.#said.textContent = `${this.#link.textContent}: ${alt}`;
    this.#image.decode().then(
      () => this.#wait(),
      // A picture that is missing is passed over like any other, in its time.
      () => this.#wait(),
    );
    this.#preload();
  }

  #preload(): void {
    const next = (this.#place + 1) % (this.#source.total ?? 1);
    this.#find(next, 1).then(
      (found) => {
        if (found) new Image().src = found.picture;
      },
      // It is only sooner; what is wrong is said when its turn has come.
      () => {},
    );
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#isPaused || !this.#dialog.isConnected) return;
    const { interval } = this.#context.settings.current;
    this.#timer = setTimeout(() => this.#step(1), interval * 1000);
  }
}

const startSlideshow: StartSlideshow = (source, place, context) => {
  if ((source.total ?? 0) > 0) new Slideshow(source, place, context).start();
};

globalThis.homebooruSlideshow = startSlideshow;
