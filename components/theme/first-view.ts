/**
 * What is in view first is loaded first. Browsers load lazy pictures that are some screens away as well, and on a slow line
 * all of them share it; so the styles keep those back until these have come, or somebody scrolls.
 */
export function beginFirstView(): void {
  const { dataset } = document.documentElement;
  dataset['view'] = 'first';
  addEventListener('scroll', endFirstView, { once: true, passive: true });
  // What a script draws has not been asked for by then; it says itself when it is there.
  if (dataset['page'] !== 'search') addEventListener('load', endFirstView, { once: true });
}

/** From now on everything near the window is loaded. */
export function endFirstView(): void {
  delete document.documentElement.dataset['view'];
}
