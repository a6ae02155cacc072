/** Windows by which a jump moves at least, and scrolling along does not. */
export const jumpWindows = 3;

/** For the first view, which ends when somebody scrolls (theme/first-view.ts): it was the script that scrolled to here. */
function tellPlace(): void {
  const { dataset } = document.documentElement;
  if (dataset['view'] !== undefined) dataset['placed'] = String(scrollY);
}

/** Tells the jumps of a visitor from what a gallery does to the page by itself. */
export class OwnScroll {
  #known = scrollY;

  /** Since this was last asked, the page has moved by more than scrolling along does. */
  hasJumped(): boolean {
    const moved = Math.abs(scrollY - this.#known);
    this.#known = scrollY;
    return moved > jumpWindows * innerHeight;
  }

  /** Does what moves the page, which is no jump. */
  during(work: () => void): void {
    const before = scrollY;
    work();
    this.#known += scrollY - before;
    if (scrollY !== before) tellPlace();
  }

  by(pixels: number): void {
    if (pixels !== 0) this.during(() => scrollBy({ top: pixels, behavior: 'instant' }));
  }
}
