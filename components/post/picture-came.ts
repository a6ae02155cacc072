/** Milliseconds after which what stands around a picture waits for it no longer. */
const patience = 2000;

/**
 * When the post's picture has come, or will not: until then the line is its own. A picture behind a veil is not waited for.
 */
export function pictureCame(): Promise<void> {
  const image = document.querySelector<HTMLImageElement>('[data-picture] img');
  return new Promise((resolve) => {
    if (image?.complete !== false) {
      resolve();
      return;
    }
    for (const type of ['load', 'error']) {
      image.addEventListener(type, () => resolve(), { once: true });
    }
    setTimeout(resolve, patience);
  });
}
