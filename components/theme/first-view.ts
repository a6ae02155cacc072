/**
 * What is in view first is loaded first. Browsers load lazy pictures that are some screens away as well, and on a slow line
 * all of them share it; so the styles keep those back until these have come, or somebody scrolls.
 */
export function beginFirstView(): void {
  const { dataset } = document.documentElement;
  dataset['view'] = 'first';
  addEventListener('scroll', endFirstView, { once: true, passive: true });
  // What a script draws is not there by then; it says itself when it is.
  if (dataset['page'] !== 'search') addEventListener('load', loadTheRest, { once: true });
}

/** Waits until more than the first view may load: its pictures have come, somebody scrolls, or nobody looks at the page yet. */
export function firstViewEnd(): Promise<void> {
  const { documentElement } = document;
  return new Promise((resolve) => {
    const watch = new MutationObserver(look);
    function look(): void {
      const isWaiting = documentElement.dataset['view'] !== undefined;
      if (isWaiting && document.visibilityState !== 'hidden') return;
      watch.disconnect();
      resolve();
    }
    watch.observe(documentElement, { attributeFilter: ['data-view'] });
    look();
  });
}

/** Lets the pictures that are further down load once those in the window are seen, or will not be. */
export async function loadTheRest(): Promise<void> {
  await picturesInWindow();
  endFirstView();
}

/** Waits until the pictures in the window are seen, or will not be. */
export async function picturesInWindow(): Promise<void> {
  const inWindow = [...document.images].filter(isInWindow);
  await Promise.all(inWindow.filter((image) => !image.complete).map(ended));
  // What has come is still to be decoded and painted, for which loading and unpacking more would take its processor.
  await Promise.allSettled(inWindow.map((image) => image.decode()));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

function endFirstView(): void {
  delete document.documentElement.dataset['view'];
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
