import { searchAddress } from '../../catalog/addresses.ts';
import { adoptStyles } from '../adopt-styles.ts';
import type { BulkTarget } from '../editing/bulk-target.ts';
import { element } from '../element.ts';
import type { PageContext } from '../page-context.ts';
import { between, findAll } from './found-posts.ts';
import { type SelectionGesture, type StartSelection, tileOf } from './offer-selection.ts';
import { SelectedPosts } from './selected-posts.ts';
import styles from './selection.css';
import { SelectionBar } from './selection-bar.ts';
import { words } from './selection-words.ts';

/** Selecting in a gallery: while it is on, a click on a tile selects it. */
class Selection {
  readonly #area: HTMLElement;
  readonly #query: string;
  readonly #context: PageContext;
  readonly #selected = new SelectedPosts();
  readonly #bar: SelectionBar;
  /** Tiles that come while one selects are marked as well. */
  readonly #watch = new MutationObserver((records) => {
    if (records.some(({ addedNodes }) => [...addedNodes].some(isItem))) this.#mark();
  });
  #isOn = false;
  #all: Promise<readonly number[]> | undefined;
  #total = 0;

  constructor(area: HTMLElement, query: string, context: PageContext) {
    this.#area = area;
    this.#query = query;
    this.#context = context;
    this.#bar = new SelectionBar([
      { text: words.selectAll, act: () => this.#selectAll() },
      { text: words.clear, act: () => this.#clear(), needsSome: true },
      ...this.#homeActions(),
      { text: words.copyNumbers, act: () => this.#copyNumbers(), needsSome: true },
      { text: words.copyLink, act: () => this.#copyLink(), needsSome: true },
      { text: words.done, act: () => this.#end() },
    ]);
    area.addEventListener('click', (event) => this.#onClick(event), { capture: true });
    document.addEventListener('keydown', (event) => this.#onKey(event));
  }

  readonly act = (gesture: SelectionGesture): void => {
    const isFirst = !this.#isOn;
    this.#begin();
    if (gesture.kind === 'begin') {
      // The button that began it ends it too.
      if (!isFirst) this.#end();
    } else if (gesture.kind === 'toggle') this.#toggle(gesture.tile);
    else void this.#reach(gesture.tile);
  };

  #homeActions() {
    const bulk = globalThis.homebooruBulk;
    if (!bulk) return [];
    const target = (): BulkTarget => ({
      numbers: () => this.#numbers(),
      count: this.#selected.isAll ? this.#total : this.#selected.numbers.length,
    });
    return [
      { text: words.editTags, act: () => bulk.edit(target()), needsSome: true },
      { text: words.remove, act: () => bulk.remove(target()), needsSome: true },
    ];
  }

  #begin(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    document.documentElement.dataset['selecting'] = '';
    this.#watch.observe(this.#area, { childList: true, subtree: true });
    this.#show();
  }

  #end(): void {
    this.#isOn = false;
    this.#selected.clear();
    this.#watch.disconnect();
    this.#mark();
    delete document.documentElement.dataset['selecting'];
    this.#bar.hide();
  }

  #onClick(event: MouseEvent): void {
    const tile = tileOf(event);
    const isToggle = event.ctrlKey || event.metaKey;
    if (!tile || !(this.#isOn || event.shiftKey)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#begin();
    if (event.shiftKey && !isToggle) void this.#reach(tile);
    else this.#toggle(tile);
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#isOn || event.key !== 'Escape' || event.defaultPrevented) return;
    if (document.querySelector('dialog[open], .pswp--open')) return;
    if (event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    this.#end();
  }

  #toggle(tile: HTMLElement): void {
    this.#selected.toggle(numberOf(tile));
    this.#show();
  }

  /** Selects all from the last one to this one, drawn or not. */
  async #reach(tile: HTMLElement): Promise<void> {
    const { anchor } = this.#selected;
    const number = numberOf(tile);
    const range = anchor === undefined ? [number] : between(await this.#found(), anchor, number);
    this.#selected.add(range);
    this.#show();
  }

  async #selectAll(): Promise<void> {
    this.#total = (await this.#found()).length;
    this.#selected.selectAll();
    this.#show();
  }

  #clear(): void {
    this.#selected.clear();
    this.#show();
  }

  #found(): Promise<readonly number[]> {
    this.#all ??= findAll(this.#query, this.#context);
    return this.#all;
  }

  async #numbers(): Promise<readonly number[]> {
    return this.#selected.isAll ? this.#found() : this.#selected.numbers;
  }

  async #copyNumbers(): Promise<void> {
    await this.#copy((await this.#numbers()).join(' '));
  }

  /** Of all results the search itself is the link; else their numbers, in the order in which they were selected. */
  async #copyLink(): Promise<void> {
    const { isAll, numbers } = this.#selected;
    const query = isAll ? this.#query : `order:custom id:${numbers.join(',')}`;
    const address = new URL(this.#context.root + searchAddress(query), location.href);
    await this.#copy(address.href);
  }

  async #copy(text: string): Promise<void> {
    let said: string = words.copied;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Not allowed, or not over plain http.
      said = words.cannotCopy;
    }
    this.#bar.show(said, true);
    setTimeout(() => {
      if (this.#isOn) this.#show();
    }, 1500);
  }

  #show(): void {
    const { isAll, numbers } = this.#selected;
    const count = isAll ? this.#total : numbers.length;
    const text = isAll ? words.all(count) : count === 0 ? words.none : words.count(count);
    this.#bar.show(text, count > 0);
    this.#mark();
  }

  #mark(): void {
    for (const tile of this.#area.querySelectorAll<HTMLElement>('a.tile')) {
      const isSelected = this.#isOn && this.#selected.has(numberOf(tile));
      if (isSelected === (tile.dataset['selected'] !== undefined)) continue;
      if (isSelected) {
        tile.dataset['selected'] = '';
        const check = element('span', 'tile-check', '✓');
        check.append(element('span', 'visually-hidden', ` ${words.selected}`));
        tile.append(check);
      } else {
        delete tile.dataset['selected'];
        tile.querySelector('.tile-check')?.remove();
      }
    }
  }
}

function numberOf(tile: HTMLElement): number {
  return Number(tile.dataset['number']);
}

function isItem(node: Node): boolean {
  return node instanceof HTMLLIElement || node instanceof HTMLUListElement;
}

const startSelection: StartSelection = (area, query, context) => {
  adoptStyles(styles);
  return new Selection(area, query, context).act;
};

globalThis.homebooruSelection = startSelection;
