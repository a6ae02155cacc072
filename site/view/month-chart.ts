import { searchAddress } from '../../catalog/addresses.ts';
import type { NamedCount } from '../../catalog/statistics.ts';
import { countText } from '../../catalog/wording.ts';
import { type Html, html } from '../html.ts';
import { strings } from '../strings.ts';

/** The drawing's own units; the styles say how large it is. */
const size = { height: 100, column: 10, gap: 2 } as const;
/** A year at least, so that one month alone is no wall; the table has them all. */
const columns = { least: 12, most: 120 } as const;

/** How the collection grew: a column a month, which leads to its posts, and the same as a table. */
export function monthChart(months: readonly NamedCount[]): Html {
  const shown = withEmptyMonths(months);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return html`<p class="muted">${strings.stats.nothing}</p>`;
  const most = Math.max(1, ...shown.map(({ count }) => count));
  const width = shown.length * size.column;
  return html`<svg class="months" viewBox="0 0 ${width} ${size.height}" preserveAspectRatio="none" aria-hidden="true">${shown.map(
    (month, at) => column(month, at, most),
  )}</svg>
<p class="months-ends" aria-hidden="true"><span>${first.name}</span><span>${last.name}</span></p>
<details><summary>${strings.stats.asTable}</summary><table class="bars"><tbody>${months
    .toReversed()
    .map(
      ({ name, count }) => html`
<tr><th scope="row">${indexOf(name) === undefined ? name : html`<a href="${addressOf(name)}">${name}</a>`}</th><td class="number">${countText(count)}</td></tr>`,
    )}</tbody></table></details>`;
}

/** As wide and as high to the pointer as its place. The Tab key finds the same ways in the table. */
function column({ name, count }: NamedCount, at: number, most: number): Html {
  const height = Math.round((count / most) * size.height * 10) / 10;
  const x = at * size.column;
  return html`<a href="${addressOf(name)}" tabindex="-1"><title>${name}: ${countText(count)}</title><rect class="months-place" x="${x}" width="${
    size.column
  }" height="${size.height}"/><rect x="${x + size.gap / 2}" y="${size.height - height}" width="${size.column - size.gap}" height="${height}"/></a>`;
}

function addressOf(month: string): string {
  return `./${searchAddress(`date:${month}`)}`;
}

/** Every month up to the last, so that a pause can be seen. Names that are no month stay out. */
function withEmptyMonths(months: readonly NamedCount[]): readonly NamedCount[] {
  const counts = new Map(months.map(({ name, count }) => [indexOf(name), count]));
  counts.delete(undefined);
  const indexes = [...counts.keys()].filter((index) => index !== undefined);
  const first = indexes[0];
  const last = indexes.at(-1);
  if (first === undefined || last === undefined) return [];
  const length = Math.min(columns.most, Math.max(columns.least, last - first + 1));
  return Array.from({ length }, (_, step) => {
    const index = last - length + 1 + step;
    return { name: nameOf(index), count: counts.get(index) ?? 0 };
  });
}

function indexOf(name: string): number | undefined {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(name) ?? [];
  return year === undefined ? undefined : Number(year) * 12 + Number(month) - 1;
}

function nameOf(index: number): string {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
