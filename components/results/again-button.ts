import { element } from '../element.ts';
import { strings } from '../strings.ts';

/** Loads the page anew: what did not load is asked for again. */
export function againButton(kind: 'button' | 'text-button'): HTMLButtonElement {
  const again = element('button', kind, strings.tryAgain);
  again.type = 'button';
  again.addEventListener('click', () => location.reload());
  return again;
}
