import { searchAddress } from '../../catalog/addresses.ts';
import { tagQuery } from '../../catalog/search/parse-query.ts';
import { type Tag, type TagCategory, tagCategories } from '../../catalog/tag.ts';
import {
  categoryLetters,
  categoryTitles,
  countText,
  shortCount,
  tagText,
} from '../../catalog/wording.ts';
import { element } from '../element.ts';

interface ShownTag extends Tag {
  /** How many posts have it, where that is to be said. */
  readonly count?: number | undefined;
}

/** Tags in their order under the headings of their categories, as the static pages list them (site/view/tag-list.ts). */
export function drawTagGroups(tags: readonly ShownTag[], root: string): readonly HTMLElement[] {
  return tagCategories.flatMap((category) => {
    const own = tags.filter((tag) => tag.category === category);
    return own.length === 0 ? [] : [drawGroup(category, own, root)];
  });
}

function drawGroup(category: TagCategory, tags: readonly ShownTag[], root: string): HTMLElement {
  const letter = element('span', 'letter', categoryLetters[category]);
  letter.dataset['category'] = category;
  letter.title = categoryTitles[category];
  const heading = element('h3', 'tag-heading');
  heading.append(letter, categoryTitles[category]);
  const list = element('ul', 'tag-list');
  list.append(...tags.map((tag) => drawRow(tag, root)));
  const group = element('section', 'tag-group');
  group.append(heading, list);
  return group;
}

function drawRow({ name, category, count }: ShownTag, root: string): HTMLElement {
  const link = element('a', 'tag', tagText(name));
  link.dataset['tag'] = name;
  link.dataset['category'] = category;
  link.href = root + searchAddress(tagQuery(name));
  const row = element('li');
  row.append(link);
  if (count !== undefined) {
    const text = element('span', 'count', shortCount(count));
    text.title = countText(count);
    row.append(text);
  }
  return row;
}
