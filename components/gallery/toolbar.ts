import { searchAddress } from '../../catalog/addresses.ts';
import type { PageContext } from '../page-context.ts';
import type { ShownOrder } from '../results/query-words.ts';
import { pageSizes, rowHeights } from '../settings/visitor-settings.ts';
import { strings } from '../strings.ts';

/** Wires the buttons above a gallery: order, height of the rows, posts a page, the link to keep. */
export function startToolbar(
  bar: HTMLElement,
  order: ShownOrder,
  context: PageContext,
  onRowHeight: () => void,
): void {
  startOrder(bar, order, context.root);
  startRowHeight(bar, context, onRowHeight);
  startPageSize(bar, context);
  startSaveLink(bar);
  bar.dataset['toolbar'] = 'ready';
}

function startOrder(bar: HTMLElement, { current, usual, queryIn }: ShownOrder, root: string): void {
  const select = bar.querySelector<HTMLSelectElement>('[data-order]');
  if (!select) return;
  const [first] = select.options;
  const meant = strings.usualOrders[usual];
  if (first && meant !== undefined) {
    select.add(new Option(first.text, 'new'), 1);
    first.text = meant;
  }
  const isListed = [...select.options].some(({ value }) => value === current);
  if (!isListed) select.add(new Option(orderText(current), current), 0);
  select.value = current;
  select.addEventListener('change', () => {
    const order = select.value === 'random' ? `random:${freshSeed()}` : select.value;
    location.assign(root + searchAddress(queryIn(order === '' ? undefined : order)));
  });
}

/** An order that the list does not have. */
function orderText(order: string): string {
  const [, seed] = /^random:(.+)$/.exec(order) ?? [];
  return seed === undefined ? order : strings.seeded(seed);
}

/** Short, and easy to read out. */
function freshSeed(): string {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value.toString(36).slice(0, 4);
}

function startRowHeight(
  bar: HTMLElement,
  { settings }: PageContext,
  onRowHeight: () => void,
): void {
  const show = (): void => {
    const { row } = settings.current;
    document.documentElement.dataset['row'] = row;
    for (const height of rowHeights) {
      const button = bar.querySelector(`[data-row-height="${height}"]`);
      button?.setAttribute('aria-pressed', String(height === row));
    }
  };
  for (const height of rowHeights) {
    bar.querySelector(`[data-row-height="${height}"]`)?.addEventListener('click', () => {
      settings.change({ row: height });
      show();
      onRowHeight();
    });
  }
  show();
}

function startPageSize(bar: HTMLElement, { settings }: PageContext): void {
  const select = bar.querySelector<HTMLSelectElement>('[data-page-size]');
  if (!select) return;
  select.value = String(settings.current.pageSize ?? '');
  select.addEventListener('change', () => {
    settings.change({ pageSize: pageSizes.find((size) => String(size) === select.value) });
    const address = new URL(location.href);
    address.searchParams.delete('p');
    history.replaceState(null, '', address);
    location.reload();
  });
}

/** The address of what is seen, to be copied or kept. */
function startSaveLink(bar: HTMLElement): void {
  const link = bar.querySelector<HTMLAnchorElement>('[data-save-link]');
  if (!link) return;
  const point = (): void => {
    link.href = location.href;
  };
  point();
  for (const type of ['pointerdown', 'focus']) link.addEventListener(type, point);
  link.addEventListener('click', (event) => {
    if (!('clipboard' in navigator)) return;
    event.preventDefault();
    navigator.clipboard.writeText(location.href).then(
      () => {
        link.textContent = strings.linkCopied;
      },
      // The browser may refuse; then the link is one to be followed and kept.
      () => location.assign(link.href),
    );
  });
}
