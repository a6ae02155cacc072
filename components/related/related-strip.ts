import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { element } from '../element.ts';
import { type ShownPost, shownPosts } from '../gallery/shown-posts.ts';
import type { PageContext } from '../page-context.ts';
import { strings } from '../strings.ts';
import { drawTile, revealTile } from '../tile.ts';
import { loadRelated, type NamedRelated } from './load-related.ts';

type ShownRelated = NamedRelated & ShownPost;

/** Shows which posts are related to the page's, and why. Where there are none its place is kept: what is below would move. */
export async function showRelated(
  strip: HTMLElement,
  number: number,
  context: PageContext,
): Promise<void> {
  try {
    const tags = [...document.querySelectorAll<HTMLElement>('#tags a.tag[data-tag]')];
    const names = tags.map(({ dataset }) => dataset['tag'] ?? '');
    const related = await findShown(number, names, context);
    const items = related.map((post) => draw(post, context.root));
    const none = element('li', 'no-related', strings.noRelated);
    strip.querySelector('ul')?.replaceChildren(...(items.length > 0 ? items : [none]));
    strip.removeAttribute('aria-busy');
  } catch (error) {
    strip.hidden = true;
    throw error;
  }
  strip.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const step = event.target.closest<HTMLElement>('[data-related-step]');
    // About what one sees of it; how fast is the styles'.
    if (step) strip.querySelector('ul')?.scrollBy(Number(step.dataset['relatedStep']), 0);
    const link = event.target.closest('a');
    if (link && reveal(link, context.root)) event.preventDefault();
  });
}

/** Without what the visitor hides. */
async function findShown(
  number: number,
  tags: readonly string[],
  { shards, settings }: PageContext,
): Promise<readonly ShownRelated[]> {
  return shards.ask(async (manifest, load) => {
    const all = await loadRelated(number, tags, manifest, load);
    const reasons = new Map(all.map(({ number: other, reason }) => [other, reason]));
    const index = new ShardIndex(manifest, load);
    const shown = await shownPosts([...reasons.keys()], settings.current, index);
    return shown.flatMap((post) => {
      const reason = reasons.get(post.number);
      return reason === undefined ? [] : [{ ...post, reason }];
    });
  });
}

function draw({ number, reason, ratio, veil }: ShownRelated, root: string): HTMLLIElement {
  const item = drawTile({ number, ratio, alt: strings.post(number), veil }, root);
  const text = element('span', 'reason', strings.relatedReason(reason));
  text.title = text.textContent ?? '';
  item.querySelector('a')?.append(text);
  return item;
}

/** A veiled tile's picture comes in the place of the veil, and the reason stays. */
function reveal(link: HTMLAnchorElement, root: string): boolean {
  const reason = link.querySelector('.reason');
  if (!revealTile(link, root)) return false;
  if (reason) link.append(reason);
  return true;
}
