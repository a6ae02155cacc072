export type Point = readonly [number, number];
export type Stop = readonly [offset: number, colour: string, opacity?: number];

/** A whole SVG document. */
export function svg(width: number, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
}

/** A gradient from top to bottom, or from left to right. */
export function linear(id: string, stops: readonly Stop[], direction: 'down' | 'right' = 'down') {
  const end = direction === 'down' ? 'x2="0" y2="1"' : 'x2="1" y2="0"';
  return `<linearGradient id="${id}" x1="0" y1="0" ${end}>${stops.map(stopTag).join('')}</linearGradient>`;
}

/** A gradient from the middle outwards. */
export function radial(id: string, stops: readonly Stop[]): string {
  return `<radialGradient id="${id}">${stops.map(stopTag).join('')}</radialGradient>`;
}

/** A Gaussian blur to use as `filter="url(#id)"`. */
export function blur(id: string, deviation: number): string {
  return `<filter id="${id}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`;
}

export function circle(x: number, y: number, r: number, fill: string, more = ''): string {
  return `<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${tenth(r)}" fill="${fill}" ${more}/>`;
}

export function ellipse(x: number, y: number, rx: number, ry: number, fill: string, more = '') {
  return `<ellipse cx="${tenth(x)}" cy="${tenth(y)}" rx="${tenth(rx)}" ry="${tenth(ry)}" fill="${fill}" ${more}/>`;
}

export function rect(x: number, y: number, w: number, h: number, fill: string, more = ''): string {
  return `<rect x="${tenth(x)}" y="${tenth(y)}" width="${tenth(w)}" height="${tenth(h)}" fill="${fill}" ${more}/>`;
}

export function shape(d: string, fill: string, more = ''): string {
  return `<path d="${d}" fill="${fill}" ${more}/>`;
}

export function stroke(d: string, colour: string, width: number, more = ''): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${tenth(width)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
}

export function group(body: string, more: string): string {
  return `<g ${more}>${body}</g>`;
}

/** Puts a drawing at a place, larger or smaller, turned by degrees. */
export function place(body: string, x: number, y: number, scale = 1, turn = 0): string {
  return group(
    body,
    `transform="translate(${tenth(x)} ${tenth(y)}) rotate(${tenth(turn)}) scale(${scale})"`,
  );
}

/** Straight lines through the points. */
export function lines(points: readonly Point[], end: '' | 'Z' = ''): string {
  return `M${points.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join('L')}${end}`;
}

/** A smooth curve (Catmull-Rom) through the points. */
export function curve(points: readonly Point[]): string {
  const at = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0];
  let d = `M${tenth(at(0)[0])} ${tenth(at(0)[1])}`;
  for (let index = 0; index < points.length - 1; index++) {
    const [x0, y0] = at(index - 1);
    const [x1, y1] = at(index);
    const [x2, y2] = at(index + 1);
    const [x3, y3] = at(index + 2);
    const one = `${tenth(x1 + (x2 - x0) / 6)} ${tenth(y1 + (y2 - y0) / 6)}`;
    const two = `${tenth(x2 - (x3 - x1) / 6)} ${tenth(y2 - (y3 - y1) / 6)}`;
    d += `C${one} ${two} ${tenth(x2)} ${tenth(y2)}`;
  }
  return d;
}

export const tenth = (value: number) => Math.round(value * 10) / 10;

function stopTag([offset, colour, opacity = 1]: Stop): string {
  return `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
}
