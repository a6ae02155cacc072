import { element } from '../element.ts';
import type { RowSpace } from './row-layout.ts';

/** The room for rows in a holder: the styles say how high they are and how far apart. */
export function spaceIn(holder: HTMLElement): RowSpace {
  const probe = element('div', 'row-probe');
  holder.append(probe);
  const { width, height } = probe.getBoundingClientRect();
  probe.remove();
  const gap = Number.parseFloat(getComputedStyle(holder).rowGap) || 0;
  return { width, row: height, gap };
}

/** How much of the window's top the page's head covers. */
export function headHeight(): number {
  const header = document.querySelector('.site-header');
  const isSticky = header && getComputedStyle(header).position === 'sticky';
  return isSticky ? header.getBoundingClientRect().height : 0;
}
