/**
 * Within a group marked `data-roving` the arrow keys go from button to button, Home and End to its ends: the Tab key
 * passes the whole group in one step. Whether the key did so.
 */
export function moveInGroup({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLButtonElement)) return false;
  const group = target.closest('[data-roving]');
  const buttons = [...(group?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(target);
  if (at < 0) return false;
  const next = placeAfter(key, at, buttons.length);
  if (next === undefined) return false;
  buttons[next]?.focus();
  return true;
}

/** The place that a key leads to from another of so many; `undefined`: it leads nowhere. */
function placeAfter(key: string, at: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(at + 1, length - 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
