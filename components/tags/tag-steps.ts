import { searchAddress } from '../../catalog/addresses.ts';
import { tagText } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import { strings } from '../strings.ts';

/** The query with a word more; without it, where the word is there already. */
export function withWord(query: string, word: string): string {
  const words = query.split(/\s+/).filter((part) => part !== '' && part !== word);
  return [...words, word].join(' ');
}

/**
 * Puts `+` and `-` before each tag of a list: to the search in the field with the tag, and without. They are links, so
 * that they open in a new window too; what the field says is read when they are followed.
 */
export function addTagSteps(list: ParentNode, root: string): void {
  const input = document.querySelector<HTMLInputElement>('input[data-search]');
  const step = (sign: '+' | '-', name: string, wanted: string): HTMLAnchorElement => {
    const link = element('a', 'tag-step', sign === '+' ? '+' : '−');
    link.setAttribute('aria-label', sign === '+' ? strings.addTag(name) : strings.excludeTag(name));
    link.title = link.getAttribute('aria-label') ?? '';
    const word = sign === '+' ? wanted : `-${wanted}`;
    const point = (): void => {
      link.href = root + searchAddress(withWord(input?.value ?? '', word));
    };
    point();
    for (const type of ['pointerdown', 'focus', 'click']) link.addEventListener(type, point);
    return link;
  };
  for (const anchor of list.querySelectorAll<HTMLAnchorElement>('a.tag[data-tag]')) {
    const tag = anchor.dataset['tag'] ?? '';
    const name = tagText(tag);
    // As the link itself asks for it: to make that anew would take the query language.
    const wanted = new URLSearchParams(anchor.search).get('q');
    if (wanted === null) continue;
    anchor.before(step('+', name, wanted), step('-', name, wanted));
  }
}
