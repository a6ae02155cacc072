import { isAtHome } from '../editing/sidecar-host.ts';
import { loadPart } from '../load-scripts.ts';
import type { PageContext } from '../page-context.ts';

/** What a gallery's selection is asked to do: with a tile, or just to begin. */
export type SelectionGesture =
  | { readonly kind: 'toggle' | 'reach'; readonly tile: HTMLElement }
  | { readonly kind: 'begin' };

/** What the selection's script leaves: it begins, and from then on hears of gestures by itself. */
export type StartSelection = (
  area: HTMLElement,
  query: string,
  context: PageContext,
) => (gesture: SelectionGesture) => void;

declare global {
  var homebooruSelection: StartSelection | undefined;
}

/** Milliseconds that a finger rests on a tile to select it, and pixels that it may move meanwhile. */
const longPress = { time: 500, distance: 10 };

/**
 * Lets one select tiles: by a click with the shift key, at home with Ctrl too (elsewhere that opens a new tab), by a
 * finger that rests on a tile, by the keyboard, by the toolbar's button. What it takes is loaded with the first of them.
 */
export function offerSelection(area: HTMLElement, query: string, context: PageContext): void {
  let act: ((gesture: SelectionGesture) => void) | undefined;
  // Somebody has begun already: what is clicked meanwhile is meant to be selected, not opened.
  let isComing = false;
  const tell = (gesture: SelectionGesture): boolean => {
    if (act) act(gesture);
    else {
      isComing = true;
      loadPart('selection', context.root).then(
        () => {
          act ??= globalThis.homebooruSelection?.(area, query, context);
          act?.(gesture);
        },
        (error: unknown) => {
          isComing = false;
          console.warn('selecting did not load', error);
        },
      );
    }
    return true;
  };
  area.addEventListener(
    'click',
    (event) => {
      const tile = tileOf(event);
      const isToggle = (event.ctrlKey || event.metaKey) && isAtHome();
      if (!tile || act || !(event.shiftKey || isToggle || isComing)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      tell({ kind: 'toggle', tile });
    },
    { capture: true },
  );
  listenForLongPress(area, (tile) => tell({ kind: 'toggle', tile }));
  document
    .querySelector('[data-select-button]')
    ?.addEventListener('click', () => tell({ kind: 'begin' }));
  const withFocused = (kind: 'toggle' | 'reach') => (): boolean => {
    const tile = document.activeElement;
    return tile instanceof HTMLElement && tile.matches('a.tile') && tell({ kind, tile });
  };
  context.keys.add(
    new Map([
      ['select', withFocused('toggle')],
      ['selectTo', withFocused('reach')],
    ]),
  );
}

export function tileOf({ target }: Event): HTMLElement | undefined {
  const tile = target instanceof Element ? target.closest('a.tile') : null;
  return tile instanceof HTMLElement ? tile : undefined;
}

function listenForLongPress(area: HTMLElement, onPress: (tile: HTMLElement) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };
  let isHeld = false;
  const stop = (): void => clearTimeout(timer);
  area.addEventListener('pointerdown', (event) => {
    const tile = tileOf(event);
    isHeld = false;
    stop();
    if (!tile || event.pointerType !== 'touch') return;
    start = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      isHeld = true;
      onPress(tile);
    }, longPress.time);
  });
  area.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > longPress.distance) stop();
  });
  for (const type of ['pointerup', 'pointercancel']) area.addEventListener(type, stop);
  // What follows the press: the browser's own menu, and a click.
  for (const type of ['contextmenu', 'click']) {
    area.addEventListener(
      type,
      (event) => {
        if (!isHeld) return;
        if (type === 'click') isHeld = false;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true },
    );
  }
}
