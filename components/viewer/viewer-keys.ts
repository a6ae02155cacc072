import type PhotoSwipe from 'photoswipe';
import { actionsOf, type KeyAction } from '../keys/key-bindings.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';

/**
 * Lets the visitor's own keys do in the viewer what they do on pages; where he has switched letters off, none does anything.
 * A key that is pressed while the viewer comes in is done as soon as it is there: it hears none before.
 */
export function useVisitorKeys(viewer: PhotoSwipe, settings: SettingsKeeper): void {
  const acts = new Map<KeyAction, () => void>([
    ['previous', () => viewer.prev()],
    ['left', () => viewer.prev()],
    ['next', () => viewer.next()],
    ['right', () => viewer.next()],
    ['size', () => viewer.toggleZoom()],
    ['view', () => viewer.close()],
  ]);
  const actOf = (key: string): (() => void) | undefined =>
    actionsOf(key, settings.current)
      .map((action) => acts.get(action))
      .find((act) => act !== undefined);
  const actAtOnce = new Map([
    ['Escape', () => viewer.close()],
    ['ArrowLeft', () => viewer.prev()],
    ['ArrowRight', () => viewer.next()],
  ]);
  const early: (() => void)[] = [];
  const keep = (event: KeyboardEvent): void => {
    const act = hasModifier(event) ? undefined : (actAtOnce.get(event.key) ?? actOf(event.key));
    // What is behind the viewer hears nothing any more.
    if (event.key !== 'Tab') event.preventDefault();
    if (act) early.push(act);
  };
  document.addEventListener('keydown', keep);
  const stop = (): void => document.removeEventListener('keydown', keep);
  viewer.on('destroy', stop);
  viewer.on('bindEvents', () => {
    stop();
    for (const act of early) act();
  });
  viewer.on('keydown', (event) => {
    const { key, target } = event.originalEvent;
    // Keys that write nothing are the viewer's own: arrows, Tab, Esc.
    if (hasModifier(event.originalEvent) || key.length > 1) return;
    // Its own z is not: it is the visitor's that counts.
    event.preventDefault();
    if (key === ' ' && target instanceof Element && target.closest('a, button')) return;
    const act = actOf(key);
    if (!act) return;
    event.originalEvent.preventDefault();
    act();
  });
}

function hasModifier({ ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || altKey || metaKey;
}
