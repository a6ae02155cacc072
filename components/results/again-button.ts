import { makeButton } from '../element.ts';
import { strings } from '../strings.ts';

/** Loads the page anew: what did not load is asked for again. */
export function againButton(kind: 'button' | 'text-button'): HTMLButtonElement {
  return makeButton(kind, strings.tryAgain, () => location.reload());
}
