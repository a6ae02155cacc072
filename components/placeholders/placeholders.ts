import { thumbHashToDataURL } from 'thumbhash';
import { restInSlices } from '../results/slices.ts';

/** How far from the window a placeholder is painted, in pixels. */
const margin = 600;

/**
 * Paints the blurred placeholder of each tile that comes near the window before its picture has. What is already there
 * costs nothing, and nothing moves: the tile has its shape from its class.
 */
export function startPlaceholders(scope: ParentNode): void {
  const waiting = [...scope.querySelectorAll<HTMLElement>('[data-thumbhash]')].filter(isWaiting);
  if (waiting.length === 0) return;
  const observer = new IntersectionObserver(
    (entries) => {
      const near = entries.flatMap(({ target, isIntersecting }) =>
        isIntersecting && target instanceof HTMLElement ? target : [],
      );
      for (const target of near) observer.unobserve(target);
      void paint(near);
    },
    { rootMargin: `${margin}px 0px` },
  );
  for (const holder of waiting) observer.observe(holder);
}

/** Each takes a phone some milliseconds. */
async function paint(holders: readonly HTMLElement[]): Promise<void> {
  const rest = restInSlices();
  for (const holder of holders) {
    if (!isWaiting(holder)) continue;
    paintUntilLoaded(holder);
    await rest();
  }
}

/** Its picture is still on its way, or is not to be seen yet. */
function isWaiting(holder: HTMLElement): boolean {
  return holder.querySelector('img')?.complete !== true || holder.classList.contains('blurred');
}

function paintUntilLoaded(holder: HTMLElement): void {
  paintPlaceholder(holder);
  holder.querySelector('img')?.addEventListener(
    'load',
    () => {
      // A picture may have holes to look through.
      holder.style.backgroundImage = '';
    },
    { once: true },
  );
}

/** Paints what the element's `data-thumbhash` holds as its background; nothing where that is no thumbhash. */
function paintPlaceholder(holder: HTMLElement): void {
  const url = placeholderUrl(holder.dataset['thumbhash'] ?? '');
  if (url !== undefined) holder.style.backgroundImage = `url("${url}")`;
}

/** A small picture as a `data:` address; `undefined` where the text is no thumbhash in base64. */
export function placeholderUrl(thumbhash: string): string | undefined {
  // Five bytes are its head; the least that follows is a few coefficients.
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(thumbhash)) return undefined;
  return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0)));
}
