import { originalAddress, previewAddress } from '../../catalog/addresses.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import type { ImageFormat } from '../../catalog/measures.ts';
import { parseRating } from '../../catalog/rating.ts';
import { ratingTitles } from '../../catalog/wording.ts';
import { makeButton } from '../element.ts';
import type { PageContext } from '../page-context.ts';
import { Matches } from '../results/matches.ts';
import { strings } from '../strings.ts';
import { wishOf } from './rating-wish.ts';
import { siteBlur } from './site-blur.ts';
import { among, visitorFilter } from './visitor-filter.ts';

/**
 * Stands before a post's picture that the site or the visitor wants blurred or hidden. Behind it nothing is loaded
 * until somebody presses its button.
 */
export class PostVeil {
  readonly #frame: HTMLElement;
  readonly #number: number;
  readonly #context: PageContext;
  readonly #onShown: () => void;
  #isShown = false;

  /** `onShown` is called once, when the picture may be seen. */
  constructor(frame: HTMLElement, number: number, context: PageContext, onShown: () => void) {
    this.#frame = frame;
    this.#number = number;
    this.#context = context;
    this.#onShown = onShown;
  }

  /** Decides. Where the index cannot be read, what the visitor filters by tags stays behind the veil. */
  async settle(): Promise<void> {
    const { settings } = this.#context;
    const rating = parseRating(this.#frame.dataset['rating']);
    const wish = rating === undefined ? 'show' : wishOf(rating, settings.current, siteBlur());
    if (rating !== undefined && wish !== 'show') {
      this.#veil(strings.revealRating(ratingTitles[rating]));
    } else if (await this.#isListed()) {
      this.#veil(strings.revealListed);
    } else {
      this.reveal();
    }
    document.documentElement.dataset['filter'] = 'done';
  }

  /** Lets the picture be seen; `false` where it was already. The page of a blurred one holds no address of it: its number says them all. */
  reveal(): boolean {
    if (this.#isShown) return false;
    this.#isShown = true;
    const image = this.#frame.querySelector('img');
    this.#frame.classList.remove('blurred');
    this.#frame.querySelector('[data-reveal]')?.remove();
    if (image && !image.hasAttribute('src')) {
      image.src = this.#context.root + previewAddress(this.#number);
    }
    if (image) image.hidden = false;
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-original]')) {
      if (!link.hasAttribute('href')) link.href = this.#original();
      link.hidden = false;
    }
    this.#onShown();
    return true;
  }

  async #isListed(): Promise<boolean> {
    const { hidden } = visitorFilter(this.#context.settings.current, []);
    if (hidden === undefined) return false;
    return this.#context.shards.ask(async (manifest, load) => {
      const query = among([this.#number], hidden);
      const matches = await Matches.open(query, new ShardIndex(manifest, load));
      return (await matches.placeOf(this.#number)) !== undefined;
    });
  }

  #veil(reason: string): void {
    const image = this.#frame.querySelector('img');
    this.#frame.classList.add('blurred');
    image?.removeAttribute('src');
    const button = makeButton('reveal button', reason, () => {
      this.reveal();
      this.#frame.querySelector('a')?.focus();
    });
    button.dataset['reveal'] = '';
    // In the place of the words that say it without script.
    this.#frame.querySelector('[data-reveal]')?.remove();
    this.#frame.append(button);
  }

  #original(): string {
    const { originals = '' } = document.documentElement.dataset;
    const format = this.#frame.dataset['format'] as ImageFormat;
    const place = originalAddress(this.#number, format);
    return originals === '' ? this.#context.root + place : `${originals}/${place}`;
  }
}
