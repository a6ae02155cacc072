import { searchAddress } from '../../catalog/addresses.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { tagQuery } from '../../catalog/search/parse-query.ts';
import { countText, shortCount, tagText } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import type { PageContext } from '../page-context.ts';
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
    const [name, wanted] = [tagText(tag), tagQuery(tag)];
    anchor.before(step('+', name, wanted), step('-', name, wanted));
  }
}

/** Writes beside each tag of a list how many posts have it. */
export async function addTagCounts(list: ParentNode, { shards }: PageContext): Promise<void> {
  const anchors = [...list.querySelectorAll<HTMLAnchorElement>('a.tag[data-tag]')];
  const counts = await shards.ask(async (manifest, load) => {
    const index = new ShardIndex(manifest, load);
    const terms = await Promise.all(
      anchors.map((anchor) => index.term(anchor.dataset['tag'] ?? '')),
    );
    return terms.map((term) => (term ? term.count : 0));
  });
  anchors.forEach((anchor, place) => {
    const count = counts[place] ?? 0;
    const text = element('span', 'count', shortCount(count));
    text.title = countText(count);
    anchor.parentElement?.append(text);
  });
}
