import PhotoSwipe from 'photoswipe';
import { pageContext } from '../page-context.ts';
import { wantsCalm } from '../still-or-moving.ts';
import { strings } from '../strings.ts';
import type { OpenViewer } from './load-viewer.ts';
import { useVisitorKeys } from './viewer-keys.ts';

/** Pictures over the page: pinch, wheel, drag, arrow keys; Esc leaves, and the focus goes back. */
const open: OpenViewer = (pictures, at, onLeave) => {
  const isCalm = wantsCalm();
  const viewer = new PhotoSwipe({
    dataSource: pictures.map((picture) => ({ ...picture })),
    index: at,
    loop: false,
    bgOpacity: 0.96,
    padding: { top: 44, bottom: 12, left: 0, right: 0 },
    wheelToZoom: true,
    showHideAnimationType: isCalm ? 'none' : 'fade',
    zoomAnimationDuration: isCalm ? 0 : 180,
    returnFocus: true,
    closeTitle: strings.close,
    zoomTitle: strings.zoom,
    arrowPrevTitle: strings.previous,
    arrowNextTitle: strings.next,
    errorMsg: strings.pictureMissing,
  });
  viewer.on('loadComplete', ({ content }) => {
    // The index knows a picture's shape only roughly; the picture knows it.
    const { element } = content;
    if (!(element instanceof HTMLImageElement) || element.naturalWidth === 0) return;
    const { naturalWidth: width, naturalHeight: height } = element;
    if (Math.abs(content.width / content.height - width / height) < 0.02) return;
    content.width = width;
    content.height = height;
    content.data.w = width;
    content.data.h = height;
    content.slide?.resize();
  });
  viewer.on('uiRegister', () => {
    viewer.element?.setAttribute('aria-label', strings.viewer);
    if (!pictures.some(({ page }) => page !== undefined)) return;
    viewer.ui?.registerElement({
      name: 'page',
      tagName: 'a',
      order: 8,
      isButton: false,
      appendTo: 'bar',
      onInit: (link) => {
        link.textContent = strings.toPost;
        link.className = 'viewer-link';
        viewer.on('change', () => {
          if (link instanceof HTMLAnchorElement) link.href = pictures[viewer.currIndex]?.page ?? '';
        });
      },
    });
  });
  useVisitorKeys(viewer, pageContext().keys);
  viewer.on('destroy', () => onLeave(viewer.currIndex));
  viewer.init();
};

globalThis.homebooruViewer = open;
