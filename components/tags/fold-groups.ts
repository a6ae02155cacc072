import { element, makeButton } from '../element.ts';
import { readStored, store } from '../settings/storage.ts';

/** Where this browser keeps which groups are folded: their categories, with spaces between. */
const storedName = 'homebooru.folded-tags';

/** Lets the groups of a list of tags be folded by their headings; this browser remembers which are. */
export function foldGroups(list: ParentNode): void {
  const folded = readFolded();
  for (const group of list.querySelectorAll<HTMLElement>('.tag-group')) {
    const heading = group.querySelector('.tag-heading');
    const tags = group.querySelector<HTMLElement>('.tag-list');
    const category = group.querySelector<HTMLElement>('[data-category]')?.dataset['category'];
    if (!heading || !tags || category === undefined) continue;
    const button = makeButton('tag-fold');
    button.append(...heading.childNodes, element('span', 'count', String(tags.children.length)));
    heading.append(button);
    const show = (isFolded: boolean): void => {
      tags.hidden = isFolded;
      button.setAttribute('aria-expanded', String(!isFolded));
    };
    show(folded.has(category));
    button.addEventListener('click', () => {
      const isFolded = !tags.hidden;
      show(isFolded);
      remember(category, isFolded);
    });
  }
}

function readFolded(): ReadonlySet<string> {
  return new Set(readStored(storedName)?.split(' '));
}

function remember(category: string, isFolded: boolean): void {
  const folded = new Set(readFolded());
  if (isFolded) folded.add(category);
  else folded.delete(category);
  store(storedName, [...folded].join(' '));
}
