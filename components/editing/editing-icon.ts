const paths = {
  edit: 'M4 13.5V16h2.5L15.3 7.2 12.8 4.7zM11.2 6.3l2.5 2.5',
  favourite: 'M10 16.2 4.4 10.6a3.6 3.6 0 0 1 5.1-5.1l.5.5.5-.5a3.6 3.6 0 0 1 5.1 5.1z',
  delete: 'M4 6h12M8 6V4h4v2M5.5 6l.8 10h7.4l.8-10M8.5 9v4.5M11.5 9v4.5',
} as const;
export type EditingIcon = keyof typeof paths;

/** A line drawing in the text's colour; the words beside it say what it is. */
export function drawIcon(name: EditingIcon): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const icon = document.createElementNS(space, 'svg');
  icon.setAttribute('class', 'icon');
  icon.setAttribute('viewBox', '0 0 20 20');
  icon.setAttribute('width', '20');
  icon.setAttribute('height', '20');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  icon.append(path);
  return icon;
}
