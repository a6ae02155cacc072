import { endFirstView } from '../theme/first-view.ts';

/** Lets the pictures that are further down load once those in the window have come, or will not. */
export async function loadTheRest(holder: HTMLElement): Promise<void> {
  const waited = [...holder.querySelectorAll('img')].filter(
    (image) => !image.complete && isInWindow(image),
  );
  await Promise.all(waited.map(ended));
  endFirstView();
}

function isInWindow(image: HTMLElement): boolean {
  const { top, bottom } = image.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function ended(image: HTMLImageElement): Promise<void> {
  return new Promise((resolve) => {
    for (const type of ['load', 'error']) {
      image.addEventListener(type, () => resolve(), { once: true });
    }
  });
}
