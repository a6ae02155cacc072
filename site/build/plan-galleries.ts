import { galleryAddress, numbersPerFolder } from '../../catalog/addresses.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { kinBetween } from './kin-facts.ts';
import type { PageStyle, PlannedPage } from './plan-pages.ts';

/** Gallery pages that are planned together. */
const pagesPerGroup = 25;

/** Groups of gallery pages that changes in these thousands of numbers reach: their own, and the nearest on both sides. */
export function changedGroups(
  library: Library,
  thousands: readonly number[],
  pageSize: number,
): ReadonlySet<number> {
  const groups = new Set<number>();
  for (const thousand of thousands) {
    const first = Math.max(1, thousand * numbersPerFolder);
    const last = (thousand + 1) * numbersPerFolder - 1;
    for (let page = pageOf(first, pageSize); page <= pageOf(last, pageSize); page++) {
      groups.add(groupOf(page));
    }
    const before = nearest(library, 'max', (pageOf(first, pageSize) - 1) * pageSize);
    const after = nearest(library, 'min', pageOf(last, pageSize) * pageSize + 1);
    for (const number of [before, after]) {
      if (number !== undefined) groups.add(groupOf(pageOf(number, pageSize)));
    }
  }
  return groups;
}

/** The pages of a group that have pictures. Page N holds the numbers (N - 1) × size + 1 … N × size, for ever. */
export function planGroup(
  library: Library,
  group: number,
  style: PageStyle,
): readonly PlannedPage[] {
  const { pageSize } = style;
  const [first, last] = [
    group * pagesPerGroup * pageSize + 1,
    (group + 1) * pagesPerGroup * pageSize,
  ];
  const hashes = new Map<number, string[]>();
  const rows = library
    .sql('SELECT number, hash FROM posts WHERE number BETWEEN ? AND ? ORDER BY number')
    .all(first, last);
  for (const row of rows) {
    const page = pageOf(Number(row['number']), pageSize);
    const known = hashes.get(page);
    if (known) known.push(String(row['hash']));
    else hashes.set(page, [String(row['hash'])]);
  }
  const kin = [...kinBetween(library, first, last)];
  const families = Map.groupBy(kin, ([number]) => pageOf(number, pageSize));
  const pages = [...hashes.keys()];
  const before = nearest(library, 'max', first - 1);
  const after = nearest(library, 'min', last + 1);
  return pages.map((page, place) => {
    const gallery = {
      page,
      pagesFrom: pagesFromOn(page, style),
      older: pages[place - 1] ?? (before && pageOf(before, pageSize)),
      newer: pages[place + 1] ?? (after && pageOf(after, pageSize)),
    };
    const parts = [style.hash, gallery, hashes.get(page), families.get(page)];
    return { address: galleryAddress(page), hash: contentHash(JSON.stringify(parts)), gallery };
  });
}

/** Of one page's numbers, so that it does not change while the border is elsewhere. */
function pagesFromOn(page: number, { pageSize, pagesFrom }: PageStyle): number {
  if (pagesFrom === 0 || pagesFrom > page * pageSize) return 0;
  return pagesFrom <= (page - 1) * pageSize + 1 ? 1 : pagesFrom;
}

function pageOf(number: number, pageSize: number): number {
  return Math.ceil(number / pageSize);
}

/** The group that plans a page. */
export function groupOf(page: number): number {
  return Math.floor((page - 1) / pagesPerGroup);
}

/** The nearest post's number, from `border` on downwards (`max`) or upwards (`min`). */
function nearest(library: Library, which: 'min' | 'max', border: number): number | undefined {
  const side = which === 'max' ? '<=' : '>=';
  const row = library
    .sql(`SELECT ${which}(number) AS number FROM posts WHERE number ${side} ?`)
    .get(border);
  return typeof row?.['number'] === 'number' ? row['number'] : undefined;
}
