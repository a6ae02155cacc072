import { searchAddress } from '../../catalog/addresses.ts';
import type { QueryError } from '../../catalog/search/query.ts';
import type { TermCount } from '../../catalog/search/search.ts';
import { element } from '../element.ts';
import { strings } from '../strings.ts';

/** Says what is wrong with a query, and marks where. */
export function drawQueryError(box: HTMLElement, query: string, error: QueryError): void {
  const shown = element('p', 'query-shown', query.slice(0, error.at));
  const [wrong = ''] = /^\S+/.exec(query.slice(error.at)) ?? [];
  shown.append(element('mark', '', wrong), query.slice(error.at + wrong.length));
  box.replaceChildren(element('p', '', `${strings.wrongQuery} ${error.message}.`), shown);
  box.hidden = false;
}

/** Says that the index could not be read. */
export function drawFailure(box: HTMLElement, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  box.replaceChildren(
    element('p', '', `${strings.notLoaded} ${reason}.`),
    element('p', '', strings.reload),
  );
  box.hidden = false;
}

/** Where nothing matches: how many posts each word has by itself, and a wider pattern to try. */
export function drawNoMatch(box: HTMLElement, terms: readonly TermCount[]): void {
  const rows = terms.map(({ text, count }) => {
    const row = element('li');
    row.append(element('code', '', text), element('span', 'count', strings.posts(count)));
    const pattern = `*${text}*`;
    if (!/[*"\\]/.test(text)) {
      const link = element('a', '', strings.tryPattern(pattern));
      link.href = searchAddress(pattern);
      row.append(link);
    }
    return row;
  });
  const list = element('ul');
  list.append(...rows);
  box.replaceChildren(
    element('p', '', terms.length > 0 ? strings.noMatch : strings.nothing),
    ...(rows.length > 0 ? [list] : []),
  );
  box.hidden = false;
}
