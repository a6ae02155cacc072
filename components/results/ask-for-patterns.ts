import { fileSizeText } from '../../catalog/wording.ts';
import { element, makeButton } from '../element.ts';
import { strings } from '../strings.ts';

/** Bytes from which it is said what a pattern loads, and from which the visitor is asked first. */
const worthSaying = 256_000;
const worthAsking = 4_000_000;

/** Says what patterns load; resolves when the search may go on: at once, or when the visitor says so. */
export function askForPatterns(
  bytes: number,
  { status, box }: { readonly status: HTMLElement; readonly box: HTMLElement },
): Promise<void> {
  if (bytes < worthSaying) return Promise.resolve();
  const text = strings.patternCost(fileSizeText(bytes));
  if (bytes < worthAsking) {
    status.textContent = text;
    return Promise.resolve();
  }
  const button = makeButton('button', strings.searchAnyway);
  status.textContent = '';
  box.replaceChildren(element('p', '', text), button);
  box.hidden = false;
  return new Promise((resolve) => {
    button.addEventListener('click', () => {
      box.hidden = true;
      box.replaceChildren();
      status.textContent = strings.searching;
      resolve();
    });
  });
}
