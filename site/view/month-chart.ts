import type { NamedCount } from '../../catalog/statistics.ts';
import { countText } from '../../catalog/wording.ts';
import { type Html, html } from '../html.ts';
import { strings } from '../strings.ts';

/** The drawing's own units; the styles say how large it is. */
const size = { height: 100, column: 10, gap: 2 } as const;
/** The last months that are drawn; the table has them all. */
const mostColumns = 120;

/** How the collection grew: a column a month, and the same as a table. */
export function monthChart(months: readonly NamedCount[]): Html {
  if (months.length === 0) return html`<p class="muted">${strings.stats.nothing}</p>`;
  const shown = withEmptyMonths(months).slice(-mostColumns);
  const most = Math.max(1, ...shown.map(({ count }) => count));
  const width = Math.max(12, shown.length) * size.column;
  const columns = shown.map(({ name, count }, at) => {
    const height = Math.round((count / most) * size.height * 10) / 10;
    return html`<rect x="${at * size.column}" y="${size.height - height}" width="${size.column - size.gap}" height="${height}"><title>${name}: ${countText(count)}</title></rect>`;
  });
  return html`<svg class="months" viewBox="0 0 ${width} ${size.height}" preserveAspectRatio="none" aria-hidden="true">${columns}</svg>
<details><summary>${strings.stats.asTable}</summary><table class="bars"><tbody>${months
    .toReversed()
    .map(
      ({ name, count }) => html`
<tr><th scope="row">${name}</th><td class="number">${countText(count)}</td></tr>`,
    )}</tbody></table></details>`;
}

/** Every month from the first to the last, so that a pause can be seen. Names that are no month stay out. */
function withEmptyMonths(months: readonly NamedCount[]): readonly NamedCount[] {
  const counts = new Map(months.map(({ name, count }) => [indexOf(name), count]));
  counts.delete(undefined);
  const indexes = [...counts.keys()].filter((index) => index !== undefined);
  const first = indexes[0];
  const last = indexes.at(-1);
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, step) => ({
    name: nameOf(first + step),
    count: counts.get(first + step) ?? 0,
  }));
}

function indexOf(name: string): number | undefined {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(name) ?? [];
  return year === undefined ? undefined : Number(year) * 12 + Number(month) - 1;
}

function nameOf(index: number): string {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
