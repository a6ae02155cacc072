import type { TagCategory } from '../../catalog/tag.ts';
import { countText } from '../../catalog/wording.ts';
import { type Html, html } from '../html.ts';
import { strings } from '../strings.ts';

/** A name with how often it is there, and where that leads. */
export interface Bar {
  readonly name: string;
  readonly count: number;
  /** Below the root. */
  readonly address: string;
  readonly category?: TagCategory;
}

/** Bars in a table: to be seen, and to be read. */
export function barTable(bars: readonly Bar[]): Html {
  if (bars.length === 0) return html`<p class="muted">${strings.stats.nothing}</p>`;
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return html`<table class="bars"><tbody>${bars.map(
    ({ name, count, address, category }) => html`
<tr><th scope="row"><a${category !== undefined && html` data-category="${category}"`} href="./${address}">${name}</a></th><td class="bar">${barOf(count, most)}</td><td class="number">${countText(count)}</td></tr>`,
  )}</tbody></table>`;
}

/** Drawn, not a `meter`: that one looks otherwise in every browser. The number beside it says the same. */
function barOf(count: number, most: number): Html {
  const share = Math.round((count / most) * 1000) / 10;
  return html`<svg aria-hidden="true"><rect width="${share}%" height="100%" rx="3"/></svg>`;
}
