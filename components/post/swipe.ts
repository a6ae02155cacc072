/** How far and how fast a finger must go, in pixels and pixels a millisecond, and where a browser's own gestures begin. */
const limits = { distance: 150, speed: 0.2, edge: 20 } as const;

/** Tells of sideways swipes over an element; none with two fingers, from the window's edge, or while zoomed in. */
export function listenForSwipes(
  area: HTMLElement,
  onSwipe: (direction: 'left' | 'right') => void,
): void {
  let start: { readonly x: number; readonly y: number; readonly time: number } | undefined;
  area.addEventListener(
    'touchstart',
    ({ touches, timeStamp }) => {
      const [touch] = touches;
      const isZoomed = (visualViewport?.scale ?? 1) > 1.01;
      const isAtEdge =
        touch !== undefined &&
        (touch.clientX < limits.edge || touch.clientX > innerWidth - limits.edge);
      const isSwipe = touch !== undefined && touches.length === 1 && !isZoomed && !isAtEdge;
      start = isSwipe ? { x: touch.clientX, y: touch.clientY, time: timeStamp } : undefined;
    },
    { passive: true },
  );
  area.addEventListener(
    'touchend',
    ({ changedTouches, timeStamp }) => {
      const [touch] = changedTouches;
      if (!start || !touch) return;
      const direction = swipeOf(
        touch.clientX - start.x,
        touch.clientY - start.y,
        timeStamp - start.time,
      );
      start = undefined;
      // A strip that can be scrolled sideways is scrolled.
      if (direction !== undefined && area.scrollWidth <= area.clientWidth + 1) onSwipe(direction);
    },
    { passive: true },
  );
}

/** The direction of a swipe of so many pixels and milliseconds; `undefined`: it is none. */
export function swipeOf(x: number, y: number, time: number): 'left' | 'right' | undefined {
  const distance = Math.abs(x);
  if (distance < limits.distance || distance < 2 * Math.abs(y)) return undefined;
  if (distance / Math.max(1, time) < limits.speed) return undefined;
  return x < 0 ? 'left' : 'right';
}
