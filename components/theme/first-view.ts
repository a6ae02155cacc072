/**
 * What is in view first is loaded first. Browsers load lazy pictures that are some screens away as well, and on a slow line
 * all of them share it; so the styles keep those back until these have come, or somebody scrolls.
 */
export function beginFirstView(): void {
  const { dataset } = document.documentElement;
  dataset['view'] = 'first';
  addEventListener(
    'scroll',
    () => {
      // Where a script has led the visitor he has not looked around yet (gallery/own-scroll.ts).
      if (dataset['placed'] !== String(scrollY)) endFirstView();
    },
    { passive: true },
  );
  // What a script draws is not there by then; it says itself when it is.
  if (dataset['page'] !== 'search') addEventListener('load', loadTheRest, { once: true });
}

/** Waits until more than the first view may load: its pictures have come, somebody scrolls, or nobody looks at the page yet. */
export function firstViewEnd(): Promise<void> {
  return untilRoot(({ view }) => view === undefined || document.visibilityState === 'hidden');
}

/** Lets the pictures that are further down load once those in the window are seen, or will not be. */
export async function loadTheRest(): Promise<void> {
  // Before the visitor's filter has spoken there are none.
  await untilRoot(({ filter }) => filter !== 'pending');
  await picturesInWindow();
  endFirstView();
}

/** Waits until this is so of the page's root. */
function untilRoot(isSo: (dataset: DOMStringMap) => boolean): Promise<void> {
  const { documentElement } = document;
  return new Promise((resolve) => {
    const watch = new MutationObserver(look);
    function look(): void {
      if (!isSo(documentElement.dataset)) return;
      watch.disconnect();
      resolve();
    }
    watch.observe(documentElement, { attributeFilter: ['data-view', 'data-filter'] });
    look();
  });
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
