import { countText } from '../../catalog/wording.ts';
import { element, makeButton } from '../element.ts';
import type { VisitorSettings } from '../settings/visitor-settings.ts';
import { strings } from '../strings.ts';
import { pageFilter } from './page-filter.ts';
import { showAnew, showsHidden } from './shows-hidden.ts';

/**
 * Keeps a place behind an element for a line about what the visitor's settings hide, where they hide anything: what is
 * around it does not move when the count comes. Answers what fills it in.
 */
export function keepHiddenLine(
  place: HTMLElement,
  settings: VisitorSettings,
): (count: number) => void {
  if (showsHidden()) place.after(line(strings.withHidden, strings.hideAgain, false));
  if (pageFilter(settings).hidden === undefined) return () => {};
  const kept = hiddenLine(0);
  kept.classList.add('is-waiting');
  place.after(kept);
  return (count) => {
    if (count > 0) kept.replaceWith(hiddenLine(count));
  };
}

/** How many posts the visitor's settings hide, with a button that shows them. */
function hiddenLine(count: number): HTMLElement {
  const shown = line(strings.hiddenPosts(countText(count)), strings.showHidden, true);
  shown.firstChild?.after(element('span', 'hidden-why', strings.byYourSettings));
  return shown;
}

/** In the place of posts that are all hidden. `count`: of the whole search, where that is known. */
export function drawAllHidden(box: HTMLElement, count?: number): void {
  const show = button('button', strings.showHidden, true);
  box.replaceChildren(element('p', '', strings.allHidden(count)), show);
  box.hidden = false;
}

function line(text: string, act: string, withHidden: boolean): HTMLElement {
  const shown = element('p', 'muted', `${text} `);
  shown.append(button('text-button', act, withHidden));
  return shown;
}

function button(kind: string, text: string, withHidden: boolean): HTMLButtonElement {
  return makeButton(kind, text, () => showAnew(withHidden));
}
