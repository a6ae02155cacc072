import { isObject, own } from '../../catalog/json.ts';
import type { VisitorSettings } from '../settings/visitor-settings.ts';
import { siteBlur } from './site-blur.ts';
import { type VisitorFilter, visitorFilter } from './visitor-filter.ts';

/** What the visitor does not want to see on this page: what his settings hide, unless he asked here to see it. */
export function pageFilter(settings: VisitorSettings): VisitorFilter {
  const filter = visitorFilter(settings, siteBlur());
  return showsHidden() ? { ...filter, hidden: undefined } : filter;
}

/** Whether he asked to see it. The history's entry remembers: Back finds it so, and no link can ask in his place. */
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
