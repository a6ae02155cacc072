import { strings } from '../strings.ts';

/** Lets the buttons that hold a text copy it, where the browser can. */
export function startCopyButtons(scope: ParentNode): void {
  if (!('clipboard' in navigator)) return;
  for (const button of scope.querySelectorAll<HTMLElement>('[data-copy]')) {
    button.dataset['ready'] = 'yes';
    button.addEventListener('click', () => void copy(button));
  }
}

async function copy(button: HTMLElement): Promise<void> {
  const isCopied = await navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(
    () => true,
    // The browser may refuse: the text beside it can be selected.
    () => false,
  );
  const text = isCopied ? strings.linkCopied : strings.notCopied;
  if (isCopied) button.dataset['ready'] = 'copied';
  button.title = text;
  const label = button.querySelector('.visually-hidden');
  if (label) label.textContent = text;
}
