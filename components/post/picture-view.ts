import { thumbnailAddress } from '../../catalog/addresses.ts';
import type { PageContext } from '../page-context.ts';
import { fits } from '../settings/visitor-settings.ts';
import { wantsCalm } from '../still-or-moving.ts';
import { strings } from '../strings.ts';
import { openViewer } from '../viewer/load-viewer.ts';
import { showGone } from './show-gone.ts';

/** The picture of a post's page and the buttons below it: size, zoom, full screen, pause. */
export class PictureView {
  readonly #frame: HTMLElement;
  readonly #link: HTMLAnchorElement;
  readonly #image: HTMLImageElement;
  readonly #preview: string;
  readonly #context: PageContext;

  constructor(
    frame: HTMLElement,
    link: HTMLAnchorElement,
    image: HTMLImageElement,
    context: PageContext,
  ) {
    this.#frame = frame;
    this.#link = link;
    this.#image = image;
    this.#preview = image.src;
    this.#context = context;
  }

  start(): void {
    this.#fit();
    this.#image.addEventListener('error', () => this.#tellGone());
    const hasFailed = this.#image.complete && this.#image.naturalWidth === 0;
    if (hasFailed && this.#image.src !== '') this.#tellGone();
    this.#link.addEventListener('click', (event) => {
      // Whoever holds a key wants a window of its own.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      this.zoom();
    });
    onPress('[data-fit-button]', () => this.nextFit());
    onPress('[data-zoom-button]', () => this.zoom());
    onPress('[data-fullscreen-button]', () => this.toggleFullscreen());
    onPress('[data-pause-button]', () => this.togglePause());
    onPress('[data-info-button]', () => toggleInfo());
    if (this.#isAnimated && wantsCalm()) this.togglePause();
  }

  /** Goes on to the next size, and remembers it. */
  nextFit(): boolean {
    const { fit } = this.#context.settings.current;
    const next = fits[(fits.indexOf(fit) + 1) % fits.length] ?? 'screen';
    this.#context.settings.change({ fit: next });
    this.#fit();
    return true;
  }

  /** Shows the original over the page, to be zoomed and moved. */
  zoom(): boolean {
    const { width, height } = this.#link.dataset;
    openViewer(
      [
        {
          src: this.#link.href,
          width: Number(width),
          height: Number(height),
          alt: this.#image.alt,
          msrc: this.#preview,
        },
      ],
      0,
      this.#context.root,
    );
    return true;
  }

  toggleFullscreen(): boolean {
    if (!document.fullscreenEnabled) return false;
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : this.#frame.requestFullscreen();
    // The browser may refuse it; then the page stays as it is, which is seen.
    change.catch(() => {});
    return true;
  }

  /** Holds what moves, at its first picture, and lets it go again. */
  togglePause(): boolean {
    if (!this.#isAnimated) return false;
    const isPaused = this.#frame.dataset['paused'] === undefined;
    if (isPaused) this.#frame.dataset['paused'] = '';
    else delete this.#frame.dataset['paused'];
    const number = Number(document.querySelector<HTMLElement>('[data-post]')?.dataset['post']);
    this.#image.src = isPaused ? this.#context.root + thumbnailAddress(number) : this.#preview;
    name('[data-pause-button]', isPaused ? strings.play : strings.pause);
    document.querySelector('[data-pause-button]')?.toggleAttribute('data-paused', isPaused);
    return true;
  }

  /** Says that the picture is not there; in the place of its original the smaller one is shown. */
  #tellGone(): void {
    const isOriginal = this.#image.src === this.#link.href && this.#preview !== '';
    showGone(this.#frame, isOriginal ? strings.originalGone : strings.previewGone);
    if (isOriginal) this.#image.src = this.#preview;
  }

  get #isAnimated(): boolean {
    return this.#link.dataset['animated'] !== undefined;
  }

  #fit(): void {
    const { fit } = this.#context.settings.current;
    this.#frame.dataset['fit'] = fit;
    name('[data-fit-button]', strings.fits[fit]);
    // Larger than the preview is only the original.
    const wanted = fit === 'screen' || this.#isAnimated ? this.#preview : this.#link.href;
    if (this.#image.src !== wanted) this.#image.src = wanted;
  }
}

/** What is known of the picture: beside it, it goes out of the way and comes back; below it, it is gone to. */
export function toggleInfo(): boolean {
  const facts = document.querySelector<HTMLElement>('#facts');
  const post = facts?.closest<HTMLElement>('.post');
  if (!facts || !post) return false;
  const isBeside = matchMedia('(min-width: 1200px)').matches;
  if (isBeside) {
    if (post.dataset['info'] === 'off') delete post.dataset['info'];
    else post.dataset['info'] = 'off';
  } else {
    facts.scrollIntoView({ block: 'start' });
    facts.focus({ preventScroll: true });
  }
  return true;
}

function name(selector: string, text: string): void {
  const label = document.querySelector(`${selector} span`);
  if (label) label.textContent = text;
}

function onPress(selector: string, act: () => void): void {
  document.querySelector(selector)?.addEventListener('click', act);
}
