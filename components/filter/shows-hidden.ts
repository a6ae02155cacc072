import { isObject, own } from '../../catalog/json.ts';

/** Whether the visitor asked to see what his settings hide. The history's entry remembers: Back finds it so, and no link can ask in his place. */
export function showsHidden(): boolean {
  return isObject(history.state) && own(history.state, 'showsHidden') === true;
}

/** What the history's entry must go on to hold when something else is put into it. */
export function keptWish(): { readonly showsHidden?: true } {
  return showsHidden() ? { showsHidden: true } : {};
}

/** Shows the page anew, from its top, with what the settings hide or without it. */
export function showAnew(withHidden: boolean): void {
  history.replaceState(withHidden ? { showsHidden: true } : null, '');
  location.reload();
}
