import { searchAddress } from '../../catalog/addresses.ts';
import { tagQuery } from '../../catalog/search/parse-query.ts';
import { compareTags, type Tag, tagCategories } from '../../catalog/tag.ts';
import { categoryLetters, tagText } from '../../catalog/wording.ts';
import { words } from '../editing/editing-words.ts';
import { element } from '../element.ts';

/** Tags under the headings of their categories: the same markup as on the static page. */
export function drawTagGroups(tags: readonly Tag[], root: string): readonly HTMLElement[] {
  return tagCategories.flatMap((category) => {
    const own = tags.filter((tag) => tag.category === category);
    if (own.length === 0) return [];
    const heading = element('h3', 'tag-heading');
    const letter = element('span', 'letter', categoryLetters[category]);
    letter.dataset['category'] = category;
    letter.title = words.category(category);
    heading.append(letter, words.category(category));
    const list = element('ul', 'tag-list');
    list.append(
      ...own.toSorted((a, b) => compareTags(a.name, b.name)).map((tag) => drawTag(tag, root)),
    );
    const group = element('section', 'tag-group');
    group.append(heading, list);
    return [group];
  });
}

function drawTag({ name, category }: Tag, root: string): HTMLLIElement {
  const link = element('a', 'tag', tagText(name));
  link.dataset['tag'] = name;
  link.dataset['category'] = category;
  link.href = root + searchAddress(tagQuery(name));
  const item = element('li');
  item.append(link);
  return item;
}
