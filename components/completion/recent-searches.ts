const storageKey = 'homebooru.searches';
const most = 8;

/** The last searches in this browser, the newest first; none where it keeps nothing. */
export function recentSearches(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((item) => typeof item === 'string') : [];
  } catch {
    // Storage may be forbidden, or hold what another program wrote: then nothing is known.
    return [];
  }
}

/** Puts a search first; one that was kept before moves up. */
export function rememberSearch(query: string): void {
  const wish = query.trim();
  if (wish === '') return;
  const others = recentSearches().filter((known) => known !== wish);
  store([wish, ...others].slice(0, most));
}

export function forgetSearches(): void {
  store([]);
}

function store(searches: readonly string[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(searches));
  } catch {
    // Forbidden or full: searching works without.
  }
}
