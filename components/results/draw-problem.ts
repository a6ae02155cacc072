import { searchAddress } from '../../catalog/addresses.ts';
import type { QueryReport, TermReport } from '../../catalog/search/explain-query.ts';
import type { QueryError } from '../../catalog/search/query.ts';
import { element } from '../element.ts';
import { strings } from '../strings.ts';
import { againButton } from './again-button.ts';
import { withWord } from './query-words.ts';

/** Says what is wrong with a query, and marks where. */
export function drawQueryError(box: HTMLElement, query: string, error: QueryError): void {
  const shown = element('p', 'query-shown', query.slice(0, error.at));
  const [wrong = ''] = /^\S+/.exec(query.slice(error.at)) ?? [];
  shown.append(element('mark', '', wrong), query.slice(error.at + wrong.length));
  box.replaceChildren(element('p', '', `${strings.wrongQuery} ${error.message}.`), shown);
  box.hidden = false;
}

/** Says that parts of the index are not there, and nothing was found in the others: that is no answer. */
export function drawIncomplete(box: HTMLElement): void {
  box.replaceChildren(element('p', '', strings.noneInRest), againButton('button'));
  box.hidden = false;
}

/** Says that parts of the index are not there, beside what was found in the others. */
export function incompleteLine(missing: number): HTMLElement {
  const line = element('p', 'muted', `${strings.incomplete(missing)} `);
  line.append(againButton('text-button'));
  return line;
}

/** Where nothing matches: how many posts each word has, what may have been meant, and what to leave out. */
export function drawNoMatch(box: HTMLElement, query: string, { terms, drops }: QueryReport): void {
  const helpful = drops.filter(({ count }) => count > 0);
  box.replaceChildren(
    element('p', '', terms.length > 0 ? strings.noMatch(terms.length) : strings.nothing),
    ...(terms.length > 0 ? [listOf(terms.map((term) => termRow(query, term)))] : []),
    ...(helpful.length > 0 ? [element('p', '', strings.dropOne)] : []),
    ...(helpful.length > 0
      ? [
          listOf(
            helpful.map(({ part, query: rest, count }) =>
              row(
                queryLink(rest, strings.without(part)),
                element('span', 'count', strings.posts(count)),
              ),
            ),
          ),
        ]
      : []),
  );
  box.hidden = false;
}

/** How the query was read, and how many posts each of its words has. The box stood there before: nothing moves. */
export function drawReading(
  box: HTMLElement,
  query: string,
  { reading, terms }: QueryReport,
): void {
  const summary = element('summary', '', `${strings.reading} `);
  summary.append(element('code', '', reading === '' ? strings.everything : reading));
  box.replaceChildren(summary, listOf(terms.map((term) => termRow(query, term))));
}

/** What may have been meant leads to the query with it in the word's place. */
function termRow(query: string, { text, at, standsFor, count, meant }: TermReport): HTMLElement {
  return row(
    element('code', '', standsFor === undefined ? text : `${text} → ${standsFor}`),
    element('span', 'count', strings.posts(count)),
    ...meant.map((word) => queryLink(withWord(query, at, word), strings.tryPattern(word))),
  );
}

function queryLink(query: string, text: string): HTMLAnchorElement {
  const link = element('a', '', text);
  link.href = searchAddress(query);
  return link;
}

function row(...parts: readonly HTMLElement[]): HTMLElement {
  const item = element('li');
  item.append(...parts);
  return item;
}

function listOf(rows: readonly HTMLElement[]): HTMLElement {
  const list = element('ul');
  list.append(...rows);
  return list;
}
