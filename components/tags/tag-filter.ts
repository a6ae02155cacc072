import { searchAddress } from '../../catalog/addresses.ts';
import {
  type CompletionEntry,
  compareEntries,
  completionName,
  parseCompletion,
} from '../../catalog/index/completion.ts';
import { jsonOf } from '../../catalog/index/shard.ts';
import { tagQuery } from '../../catalog/search/parse-query.ts';
import { normaliseTag } from '../../catalog/tag.ts';
import { categoryLetters, countText, shortCount, tagText } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import type { PageContext } from '../page-context.ts';
import type { ShardLoader } from '../shard-loader.ts';
import { strings } from '../strings.ts';

const mostFound = 200;

/** Finds tags among all of the collection as one types, in the place of those of the page. */
export function startTagFilter(context: PageContext): void {
  const field = document.querySelector<HTMLInputElement>('[data-tag-filter] input');
  const found = document.querySelector<HTMLElement>('[data-found-tags]');
  const page = document.querySelector<HTMLElement>('[data-tag-page]');
  if (!field || !found || !page) return;
  // How many is said; the tags themselves would be read out at every letter.
  const said = element('p', 'visually-hidden');
  said.setAttribute('role', 'status');
  found.before(said);
  let turn = 0;
  const show = async (): Promise<void> => {
    turn += 1;
    const own = turn;
    const wish = normaliseTag(field.value);
    const tags = wish === '' ? [] : await findTags(wish, context.shards);
    // A late answer to an earlier text is dropped.
    if (own !== turn) return;
    page.hidden = wish !== '';
    found.hidden = wish === '';
    said.textContent = wish === '' ? '' : strings.tagsFound(tags.length);
    draw(found, tags, context.root);
  };
  field.addEventListener('input', () => {
    show().catch((error: unknown) => {
      found.hidden = false;
      found.textContent = `${strings.notLoaded} ${error instanceof Error ? error.message : error}`;
    });
  });
  if (field.value !== '') field.dispatchEvent(new Event('input'));
}

/** The commonest tags that have a word which begins so; where the shards are cut off there, not all of them. */
async function findTags(
  wish: string,
  shards: Pick<ShardLoader, 'ask'>,
): Promise<readonly CompletionEntry[]> {
  const entries = await shards.ask(async (manifest, load) => {
    let prefix = '';
    let hash = manifest.completion;
    for (;;) {
      const shard = parseCompletion(jsonOf(await load(completionName(prefix), hash)));
      const character = [...wish.slice(prefix.length)][0];
      const deeper = character === undefined ? undefined : shard.deeper.get(character);
      if (deeper === undefined) return shard.entries;
      prefix += character;
      hash = deeper;
    }
  });
  const matching = entries.filter(({ name, alias }) => `${name} ${alias ?? ''}`.includes(wish));
  const byName = new Map(matching.map((entry) => [entry.name, entry]));
  return [...byName.values()].toSorted(compareEntries).slice(0, mostFound);
}

function draw(found: HTMLElement, tags: readonly CompletionEntry[], root: string): void {
  const list = element('ul', 'tag-list tag-columns');
  list.append(...tags.map((tag) => row(tag, root)));
  const none = element('p', 'empty', strings.noTag);
  found.replaceChildren(tags.length === 0 ? none : list);
}

/** The same markup as a static page's. */
function row({ name, category, count }: CompletionEntry, root: string): HTMLLIElement {
  const item = element('li');
  const letter = element('span', 'letter', categoryLetters[category]);
  letter.dataset['category'] = category;
  const link = element('a', 'tag', tagText(name));
  link.dataset['tag'] = name;
  link.dataset['category'] = category;
  link.href = root + searchAddress(tagQuery(name));
  const uses = element('span', 'count', shortCount(count));
  uses.title = countText(count);
  item.append(letter, link, uses);
  return item;
}
