import type { GallerySource } from '../gallery/gallery-source.ts';
import { loadPart } from '../load-scripts.ts';
import type { PageContext } from '../page-context.ts';

/** What the slideshow's script leaves: it begins at a place of the results. */
export type StartSlideshow = (source: GallerySource, place: number, context: PageContext) => void;

declare global {
  var homebooruSlideshow: StartSlideshow | undefined;
}

/** Shows the results one after the other. Without its script the page stays as it is. */
export function openSlideshow(source: GallerySource, place: number, context: PageContext): void {
  loadPart('slideshow', context.root).then(
    () => globalThis.homebooruSlideshow?.(source, place, context),
    (error: unknown) => console.warn('the slideshow did not load', error),
  );
}
