import { searchAddress } from '../../catalog/addresses.ts';
import { normaliseTag, type TagCategory } from '../../catalog/tag.ts';
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
    item.classList.toggle('token-meta', /^[-~]?[a-z]+:/i.test(word));
    const text = element('span', '', name);
    text.dataset['word'] = normaliseTag(word.replace(/^[-~]/, ''));
    item.append(text, remove);
    return item;
  });
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
  list.dataset['tokens'] = 'drawn';
}

/** Gives each token that is a tag the colour of its category; what is no tag keeps its own. */
export async function colourTokens(
  list: HTMLElement,
  categoryOf: (tag: string) => Promise<TagCategory | undefined>,
): Promise<void> {
  for (const { dataset } of list.querySelectorAll<HTMLElement>('[data-word]')) {
    dataset['category'] = (await categoryOf(dataset['word'] ?? '')) ?? '';
  }
}
