import { countText } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import { strings } from '../strings.ts';
import { showAnew } from './page-filter.ts';

/** Says in a line how many posts the visitor's settings hide, with a button that shows them. */
export function hiddenLine(count: number): HTMLElement {
  const shown = line(strings.hiddenPosts(countText(count)), strings.showHidden, true);
  shown.firstChild?.after(element('span', 'hidden-why', strings.byYourSettings));
  return shown;
}

/** Says in a line that they are shown all the same, with a button that hides them again. */
export function unhiddenLine(): HTMLElement {
  return line(strings.withHidden, strings.hideAgain, false);
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
  const made = element('button', kind, text);
  made.type = 'button';
  made.addEventListener('click', () => showAnew(withHidden));
  return made;
}
