import { element } from '../element.ts';
import { strings } from '../strings.ts';
import { againButton } from './again-button.ts';

/** Says that the index could not be read. */
export function drawFailure(box: HTMLElement, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  box.replaceChildren(element('p', '', `${strings.notLoaded} ${reason}.`), againButton('button'));
  box.hidden = false;
}
