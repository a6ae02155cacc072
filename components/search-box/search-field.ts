import { rememberSearch } from '../completion/recent-searches.ts';
import { loadScripts } from '../load-scripts.ts';

/** Makes a plain search field ready: what it needs to propose anything is loaded when it is first entered. */
export function startSearchField(input: HTMLInputElement, root: string): void {
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-haspopup', 'listbox');
  input.setAttribute('aria-expanded', 'false');
  // Here, not with what proposes: that may still be on its way when a search is sent.
  input.form?.addEventListener('submit', () => rememberSearch(input.value));
  // As written, whatever the list has marked. Browsers send a form by Enter alone.
  input.addEventListener('keydown', ({ key, ctrlKey, metaKey, isComposing }) => {
    if (key === 'Enter' && (ctrlKey || metaKey) && !isComposing) input.form?.requestSubmit();
  });
  const { suggest } = input.dataset;
  if (suggest === undefined) return;
  const load = (): void => {
    input.removeEventListener('focus', load);
    loadScripts(suggest, root).catch(() => {
      // The field still searches; entering it again tries again.
      input.addEventListener('focus', load);
    });
  };
  if (document.activeElement === input) load();
  else input.addEventListener('focus', load);
}
