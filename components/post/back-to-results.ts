import { isObject, own } from '../../catalog/json.ts';

/** Not in every browser yet. */
function navigationOf(): Navigation | undefined {
  return (globalThis as Partial<Pick<typeof globalThis, 'navigation'>>).navigation;
}

/** Says in this page's entry of the history which search it shows: addresses of other entries are not told. */
export function markAsResults(query: string): void {
  navigationOf()?.updateCurrentEntry({ state: { results: query } });
}

/**
 * Goes back to the last page of a search that a post was opened from, so that its tile is in its place and has the focus again.
 * `false`: there is none, or the browser does not say.
 */
export function goBackToResults(query: string): boolean {
  const navigation = navigationOf();
  const before = navigation?.entries().slice(0, navigation.currentEntry?.index ?? 0) ?? [];
  const entry = before.findLast((item) => {
    const state: unknown = item.getState();
    return isObject(state) && own(state, 'results') === query;
  });
  if (!navigation || !entry) return false;
  navigation.traverseTo(entry.key);
  return true;
}
