import { ShardError } from '../../catalog/index/shard.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { type Query, QueryError } from '../../catalog/search/query.ts';
import { element } from '../element.ts';
import { drawAllHidden, keepHiddenLine } from '../filter/draw-hidden.ts';
import { press } from '../keys/listen-for-keys.ts';
import { nextTurn } from '../next-turn.ts';
import type { PageContext } from '../page-context.ts';
import { showResultTags } from '../result-tags/show-result-tags.ts';
import { askForPatterns } from '../results/ask-for-patterns.ts';
import { drawFailure } from '../results/draw-failure.ts';
import { drawPager, offerJump } from '../results/draw-pager.ts';
import {
  drawIncomplete,
  drawNoMatch,
  drawQueryError,
  drawReading,
  incompleteLine,
} from '../results/draw-problem.ts';
import { colourTokens, drawTokens } from '../results/draw-tokens.ts';
import { readPage } from '../results/page-numbers.ts';
import { shownOrder, withSeed } from '../results/query-words.ts';
import { offerSelection } from '../selection/offer-selection.ts';
import { openSlideshow } from '../slideshow/open-slideshow.ts';
import { strings } from '../strings.ts';
import { firstViewEnd, loadTheRest } from '../theme/first-view.ts';
import type { GallerySource } from './gallery-source.ts';
import { giveFocus } from './give-focus.ts';
import {
  type LeftPage,
  leftPage,
  type OpenedGallery,
  openGallery,
  placeNear,
  type ShownAgain,
  showAgain,
} from './open-gallery.ts';
import { readPlace } from './place-memory.ts';
import type { ShownPage } from './shown-page.ts';
import { TileEvents } from './tile-events.ts';
import { tileQuestions } from './tile-questions.ts';
import { startToolbar } from './toolbar.ts';

/** Answers the query in the page's address; `false` where there is no answer. */
export async function searchPage(context: PageContext): Promise<boolean> {
  const address = new URLSearchParams(location.search);
  const similar = address.get('similar');
  const asked = (address.get('q') ?? (similar === null ? '' : `similar:${similar}`)).trim();
  const text = withSeed(asked);
  if (text !== asked) {
    const seeded = new URL(location.href);
    seeded.searchParams.set('q', text);
    history.replaceState(history.state, '', seeded);
  }
  required<HTMLInputElement>('input[data-search]').value = text;
  if (text !== '') document.title = `${text} · ${document.title}`;
  drawTokens(required('[data-tokens]'), text);
  // Of no words there is nothing to say.
  required('[data-reading]').hidden = text === '';
  try {
    await new SearchResults(text, parseQuery(text), context).show();
    return true;
  } catch (error) {
    required('[data-result-count]').textContent = strings.noAnswer;
    required('[data-results]').replaceChildren();
    required('[data-reading]').hidden = true;
    for (const pager of pagers()) pager.hidden = true;
    const box = required('[data-query-error]');
    if (error instanceof QueryError) {
      // Nothing there could be done with it.
      required('[data-toolbar]').hidden = true;
      drawQueryError(box, text, error);
    } else drawFailure(box, error);
    return false;
  } finally {
    document.documentElement.dataset['filter'] = 'done';
  }
}

class SearchResults {
  readonly #text: string;
  readonly #query: Query;
  readonly #context: PageContext;
  readonly #holder = required('[data-results]');

  constructor(text: string, query: Query, context: PageContext) {
    this.#text = text;
    this.#query = query;
    this.#context = context;
  }

  async show(): Promise<void> {
    const events = new TileEvents(this.#holder, this.#context, tileQuestions(this.#context));
    let reshape = (): void => {};
    const onPage = (page: number): void => this.#showPage(page, countOf(opened));
    const total = required('[data-result-count]');
    const showHidden = keepHiddenLine(total, this.#context.settings.current);
    const left = leftPage(this.#text, this.#context);
    const again = left && (await this.#showAgain(left, onPage));
    if (again) reshape = () => again.gallery.reshape();
    const bar = required('[data-toolbar]');
    const order = shownOrder(this.#text);
    const [opened] = await Promise.all([
      openGallery(
        this.#holder,
        {
          query: this.#query,
          text: this.#text,
          isAtTop: isAtTop(),
          again,
          onPatterns: (bytes) =>
            askForPatterns(bytes, {
              status: required('[data-result-count]'),
              box: required('[data-no-results]'),
            }),
          onOnlyPage: () => this.#drawPagers(1, 1),
          begin: (begun) => this.#goToPlace(begun),
        },
        this.#context,
        onPage,
      ),
      // What is asked of the server first is on its way before the page comes to life.
      nextTurn().then(() => startToolbar(bar, order, this.#context, () => reshape())),
    ]);
    const { source, gallery, shownWith } = opened;
    void loadTheRest();
    reshape = () => gallery.reshape();
    this.#offerSlideshow(opened);
    offerSelection(this.#holder, this.#text, this.#context);
    const count = await source.count();
    this.#showTotal(source, count);
    offerJump(required('[data-jump]'), this.#text, Math.ceil(count / opened.size));
    if (count === 0) await this.#showNothing(source);
    else if (this.#text !== '') void this.#showReading(source);
    gallery.watch();
    events.start(shownWith);
    events.startHints();
    // What they are counted from would share the line with the pictures in view.
    void firstViewEnd().then(() =>
      showResultTags(
        required('[data-result-tags]'),
        () => source.resultTags(this.#query),
        this.#context,
      ),
    );
    if (count > 0) showHidden(await source.hidden(this.#query));
  }

  /** What stands above it is drawn before it, so that it does not move. */
  #showAgain(left: LeftPage, onPage: (page: number) => void): Promise<ShownAgain> {
    const { shown, at } = left;
    this.#showPage(Math.floor(at / shown.size) + 1, shown);
    required('[data-result-count]').textContent = strings.posts(shown.total);
    return showAgain(this.#holder, left, this.#context.root, onPage);
  }

  /** From the tile that has the focus, else from the page in view. */
  #offerSlideshow({ source, size }: OpenedGallery): void {
    const start = async (): Promise<void> => {
      const focused = Number(document.activeElement?.getAttribute('data-number') ?? 0);
      const page = readPage(new URLSearchParams(location.search).get('p'));
      const place = focused > 0 ? await source.matches.placeOf(focused) : undefined;
      openSlideshow(source, place ?? (page - 1) * size, this.#context);
    };
    const button = document.querySelector('[data-slideshow-button]');
    button?.addEventListener('click', () => void start());
    this.#context.keys.add(new Map([['slideshow', () => press('[data-slideshow-button]')]]));
  }

  /** Where the visitor was before, else where the address says. */
  async #goToPlace({ source, gallery, size }: OpenedGallery): Promise<void> {
    history.scrollRestoration = 'manual';
    const last = Math.max(1, Math.ceil((source.total ?? 0) / size));
    const page = Math.min(readPage(new URLSearchParams(location.search).get('p')), last);
    const remembered = readPlace(history.state);
    const place = remembered && (await placeNear(source, remembered.number));
    this.#showPage(
      place === undefined ? page : Math.floor(place / size) + 1,
      countOf({ source, size }),
    );
    if (place === undefined) await gallery.show((page - 1) * size);
    else giveFocus(await gallery.show(place, remembered?.offset));
  }

  /** Comes after everything else: nobody waits for it. */
  async #showReading(source: GallerySource): Promise<void> {
    try {
      drawReading(required('[data-reading]'), this.#text, await source.explain(this.#query));
      await colourTokens(required('[data-tokens]'), (tag) => source.categoryOf(tag));
    } catch (error) {
      // The results stand; only what explains them could not be loaded.
      if (!(error instanceof ShardError)) throw error;
    }
  }

  #showTotal({ missing }: GallerySource, total: number): void {
    const count = required('[data-result-count]');
    // A total that is not exact is none.
    count.dataset['resultCount'] = missing.size > 0 ? '' : String(total);
    count.textContent = missing.size > 0 ? strings.atLeast(total) : strings.posts(total);
    if (this.#context.shards.isBehind) count.after(element('p', 'muted', strings.updating));
    if (missing.size > 0) count.after(incompleteLine(missing.size));
  }

  /** Why there is nothing to be seen, and what to do. */
  async #showNothing(source: GallerySource): Promise<void> {
    required('[data-reading]').hidden = true;
    const box = required('[data-no-results]');
    const hidden = await source.hidden(this.#query);
    if (source.missing.size > 0) drawIncomplete(box);
    else if (hidden > 0) drawAllHidden(box, hidden);
    else drawNoMatch(box, this.#text, await source.explain(this.#query));
  }

  /** Names the page in the pagers and in the address, so that the address leads here again. */
  #showPage(page: number, { total, size }: Pick<ShownPage, 'total' | 'size'>): void {
    this.#drawPagers(page, Math.ceil(total / size));
    const address = new URL(location.href);
    if (page > 1) address.searchParams.set('p', String(page));
    else address.searchParams.delete('p');
    if (address.href !== location.href) history.replaceState(history.state, '', address);
  }

  #drawPagers(page: number, last: number): void {
    for (const pager of pagers()) drawPager(pager, { query: this.#text, page, last });
  }
}

/** Above the results and below them. */
function pagers(): Iterable<HTMLElement> {
  return document.querySelectorAll<HTMLElement>('[data-pager]');
}

function countOf({ source, size }: Pick<OpenedGallery, 'source' | 'size'>) {
  return { total: source.total ?? 0, size };
}

/** Neither the address nor what is remembered leads further down. */
function isAtTop(): boolean {
  const page = readPage(new URLSearchParams(location.search).get('p'));
  return page === 1 && readPlace(history.state) === undefined;
}

function required<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`search.html has no ${selector}`);
  return found;
}
