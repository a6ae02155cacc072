import { searchAddress } from '../../catalog/addresses.ts';
import { tagText } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import { strings } from '../strings.ts';
import { queryWords, withoutWord } from './query-words.ts';

/** Draws a query's words as tokens; each has a link to the search without it. */
export function drawTokens(list: HTMLElement, query: string): void {
  const words = queryWords(query);
  const items = words.map((word, place) => {
    const item = element('li', 'token');
    if (/^(or|and)$/i.test(word)) {
      item.append(word);
      item.classList.add('token-joint');
      return item;
    }
    const name = /^["(]|:/.test(word) ? word : tagText(word);
    const remove = element('a', 'token-remove', '×');
    remove.href = searchAddress(withoutWord(query, place));
    remove.setAttribute('aria-label', strings.removeWord(name));
    item.classList.toggle('token-without', word.startsWith('-'));
    item.append(element('span', '', name), remove);
    return item;
  });
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
  list.dataset['tokens'] = 'drawn';
}
