import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { countText, shortCount } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import type { PageContext } from '../page-context.ts';

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
