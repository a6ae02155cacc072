import { loadPart } from '../load-scripts.ts';

/** A picture in the viewer; `msrc` is shown until it has come. */
export interface ViewedPicture {
  readonly src: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly msrc: string;
  /** Where its page is, with the pictures of a gallery. */
  readonly page?: string;
}

/** What the viewer's script leaves: it opens on a picture, and hears which one was left last. */
export type OpenViewer = (
  pictures: readonly ViewedPicture[],
  at: number,
  onLeave: (at: number) => void,
) => void;

declare global {
  var homebooruViewer: OpenViewer | undefined;
}

let loading: Promise<void> | undefined;

/** Opens the viewer over the page. Its script and styles are loaded when it is first used. */
export function openViewer(
  pictures: readonly ViewedPicture[],
  at: number,
  root: string,
  onLeave: (at: number) => void = () => {},
): void {
  const { viewerStyles = '' } = document.documentElement.dataset;
  loading ??= Promise.all([loadPart('viewer', root), loadStyles(root + viewerStyles)]).then(
    () => {},
  );
  loading.then(
    () => globalThis.homebooruViewer?.(pictures, at, onLeave),
    () => {
      loading = undefined;
      // Without the viewer, the picture itself is what was asked for.
      const address = pictures[at]?.src;
      if (address !== undefined) location.assign(address);
    },
  );
}

function loadStyles(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => reject(new Error(`${address} did not load`)));
    document.head.append(link);
  });
}
