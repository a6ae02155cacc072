import { highestRatio, lowestRatio } from '../../catalog/index/shape.ts';
import { countText } from '../../catalog/wording.ts';
import { attributes, type Html, html } from '../html.ts';
import type { Tile } from '../page-data.ts';
import { badgeTexts, strings } from '../strings.ts';

/** What is to be known of a tile besides its picture: the script draws the same on results (draw-badges.ts). */
export function tileBadges(tile: Tile): Html | undefined {
  const all = [
    ...tile.badges.filter((kind) => kind === 'gif' || kind === 'animated').map(textBadge),
    ...(tile.hasParent ? [arrow('child', '↑', strings.hasParent)] : []),
    ...(tile.children > 0
      ? [arrow('parent', `↓ ${countText(tile.children)}`, strings.hasChildren(tile.children))]
      : []),
    ...tile.badges.filter((kind) => kind === 'ai' || kind === 'damaged').map(textBadge),
    ...cropBadge(tile).map(textBadge),
  ];
  return all.length > 0 ? html`<span class="badges">${all}</span>` : undefined;
}

function textBadge(kind: keyof typeof badgeTexts): Html {
  const [text, meaning] = badgeTexts[kind];
  return html`<span class="badge badge-${kind}" title="${meaning}">${text}</span>`;
}

/** A sign that only its meaning makes readable. */
function arrow(kind: 'child' | 'parent', text: string, meaning: string): Html {
  const sign = attributes({
    class: `badge badge-${kind}`,
    role: 'img',
    'aria-label': meaning,
    title: meaning,
  });
  return html`<span${sign}>${text}</span>`;
}

/** Says so where the tile shows only the middle of a long strip. */
function cropBadge({ width, height, ratio }: Tile): readonly ('tall' | 'wide')[] {
  const exact = (width / height) * 100;
  if (ratio === lowestRatio && exact < lowestRatio * 0.95) return ['tall'];
  return ratio === highestRatio && exact > highestRatio * 1.05 ? ['wide'] : [];
}
