import type PhotoSwipe from 'photoswipe';
import type { KeyAction } from '../keys/key-bindings.ts';
import type { KeyListener } from '../keys/listen-for-keys.ts';

/**
 * Lets the visitor's own keys do in the viewer what they do on pages; where he has switched letters off, none does anything.
 * A key that is pressed while the viewer comes in is done as soon as it is there: it hears none before.
 */
export function useVisitorKeys(viewer: PhotoSwipe, keys: KeyListener): void {
  const acts = new Map<KeyAction, 'prev' | 'next' | 'toggleZoom' | 'close'>([
    ['previous', 'prev'],
    ['left', 'prev'],
    ['next', 'next'],
    ['right', 'next'],
    ['size', 'toggleZoom'],
    ['view', 'close'],
  ]);
  const early: string[] = [];
  const keep = (event: KeyboardEvent): void => {
    if (hasModifier(event) || event.key === 'Tab') return;
    // What is behind the viewer hears nothing any more.
    event.preventDefault();
    early.push(event.key);
  };
  document.addEventListener('keydown', keep);
  const stop = (): void => document.removeEventListener('keydown', keep);
  viewer.on('destroy', stop);
  viewer.on('bindEvents', () => {
    stop();
    for (const key of early) document.dispatchEvent(new KeyboardEvent('keydown', { key }));
  });
  viewer.on('keydown', (event) => {
    const { key, target } = event.originalEvent;
    // Keys that write nothing are the viewer's own: arrows, Tab, Esc.
    if (hasModifier(event.originalEvent) || key.length > 1) return;
    // Its own z is not: it is the visitor's that counts.
    event.preventDefault();
    if (key === ' ' && target instanceof Element && target.closest('a, button')) return;
    const [act] = keys.actionsOf(key).flatMap((action) => acts.get(action) ?? []);
    if (!act) return;
    event.originalEvent.preventDefault();
    viewer[act]();
  });
}

function hasModifier({ ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || altKey || metaKey;
}
