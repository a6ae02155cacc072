/** What a key does; `true`: it was used, and the browser does nothing more with it. */
type KeyActions = ReadonlyMap<string, () => boolean>;

/** Single keys, never while one types or holds a modifier. */
export function listenForKeys(actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (actions.get(event.key)?.() === true) event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Follows the page's link to what comes before or after, where there is one. */
export function follow(relation: 'prev' | 'next'): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[rel="${relation}"]:not([hidden])`);
  link?.click();
  return link !== null;
}
