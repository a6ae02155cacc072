import { hasFlag } from '../../catalog/index/post-flags.ts';
import type { IndexSource } from '../../catalog/search/index-source.ts';
import { countText } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import { loadColumn } from '../shapes.ts';
import { strings } from '../strings.ts';

/** What the badges of a post say. */
export interface BadgeFacts {
  /** See catalog/index/post-flags.ts. */
  readonly flags: number;
  readonly children: number;
}

/** The facts of some posts, in the same order: a block of a column or two, however many posts there are. */
export async function loadBadgeFacts(
  numbers: readonly number[],
  index: Pick<IndexSource, 'blockSize' | 'columnValues'>,
): Promise<readonly BadgeFacts[]> {
  const flags = await loadColumn('flags', numbers, index);
  const parents = numbers.filter((_, place) => hasFlag(flags[place] ?? 0, 'parent'));
  const counts = await loadColumn('children', parents, index);
  const children = new Map(parents.map((number, place) => [number, counts[place] ?? 0]));
  return numbers.map((number, place) => ({
    flags: flags[place] ?? 0,
    children: children.get(number) ?? 0,
  }));
}

/** The badges of a tile of this ratio, as a static page has them; `undefined`: none. */
export function drawBadges(
  { flags, children }: BadgeFacts,
  ratio: number,
): HTMLElement | undefined {
  const texts = strings.badges;
  const moving = hasFlag(flags, 'gif') ? texts.gif : texts.animated;
  const strip = ratio < 100 ? texts.tall : texts.wide;
  const badges = [
    hasFlag(flags, 'animated') && badge('animated', moving),
    hasFlag(flags, 'child') && arrow('child', '↑', texts.child),
    children > 0 && arrow('parent', `↓ ${countText(children)}`, texts.parent(children)),
    hasFlag(flags, 'guessed') && badge('ai', texts.ai),
    hasFlag(flags, 'damaged') && badge('damaged', texts.damaged),
    hasFlag(flags, 'strip') && badge('strip', strip),
  ].filter((one) => one !== false);
  if (badges.length === 0) return undefined;
  const holder = element('span', 'badges');
  holder.append(...badges);
  return holder;
}

function badge(kind: string, [text, meaning]: readonly [string, string]): HTMLElement {
  const drawn = element('span', `badge badge-${kind}`, text);
  drawn.title = meaning;
  return drawn;
}

/** A sign that only its meaning makes readable. */
function arrow(kind: string, text: string, meaning: string): HTMLElement {
  const drawn = badge(kind, [text, meaning]);
  drawn.role = 'img';
  drawn.ariaLabel = meaning;
  return drawn;
}
