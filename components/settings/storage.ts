/** What this browser keeps under a name; `undefined`: nothing, or it keeps nothing at all. */
export function readStored(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    // Storage may be forbidden; then what is chosen lasts for the page.
    return undefined;
  }
}

/** Keeps a text for the pages to come; whether the browser did. */
export function store(name: string, text: string): boolean {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    // As above, or it is full.
    return false;
  }
}

/** Whether this browser keeps anything for the site. */
export function canStore(): boolean {
  const probe = 'homebooru.probe';
  if (!store(probe, '1')) return false;
  localStorage.removeItem(probe);
  return true;
}
