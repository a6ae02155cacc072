import { circle, group, place, rect, shape, stroke, svg } from '../svg.ts';
import { cat } from './cat.ts';
import { fox } from './fox.ts';
import { owl } from './owl.ts';
import { robot } from './robot.ts';

/** Four postage stamps with a postmark, on nothing. */
export function stamps(size: number): string {
  const faces = [
    [fox(), '#f3c77a', '#24506b'],
    [owl(), '#cfe0d0', '#8f2d3f'],
    [cat(), '#d9b8e0', '#3a2255'],
    [robot(), '#f7e3b0', '#237368'],
  ] as const;
  let body = '';
  faces.forEach(([figure, ground, ink], at) => {
    const [x, y] = [(at % 2) * 500 + 20, Math.floor(at / 2) * 500 + 20];
    const clip = `<clipPath id="face${at}"><rect x="40" y="40" width="380" height="380" rx="8"/></clipPath>`;
    const face =
      rect(40, 40, 380, 380, ground) +
      circle(230, 240, 150, '#ffffff', 'opacity="0.4"') +
      place(figure, 230, 262, 0.56);
    const frame =
      rect(40, 40, 380, 380, 'none', `stroke="${ink}" stroke-width="8" rx="8"`) +
      shape(
        'M392 60l10 20l22 3l-16 15l4 22l-20 -10l-20 10l4 -22l-16 -15l22 -3Z',
        ink,
        'transform="translate(-18 4)"',
      );
    body += place(
      clip + shape(perforated(460), '#fffaf0') + group(face, `clip-path="url(#face${at})"`) + frame,
      x,
      y,
    );
  });
  let mark =
    circle(0, 0, 130, 'none', 'stroke="#2b2f55" stroke-width="7"') +
    circle(0, 0, 92, 'none', 'stroke="#2b2f55" stroke-width="5"');
  for (let wave = 0; wave < 5; wave++)
    mark += stroke(`M140 ${-60 + wave * 30}q40 -22 80 0t80 0t80 0`, '#2b2f55', 6);
  mark +=
    shape('M-20 44V-10Q0 -34 20 -10V44Z', '#2b2f55') + stroke('M-28 50H28M0 -26V-46', '#2b2f55', 7);
  body += group(place(mark, 500, 500, 0.9, -14), 'opacity="0.5"');
  return svg(size, size, place(body, 0, 0, size / 1000));
}

/** A square with half-round bites along its edge. */
function perforated(size: number): string {
  const bite = size / 23;
  let d = 'M0 0';
  for (const [dx, dy] of [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const) {
    for (let step = 0; step < 11; step++) {
      d += `l${dx * bite} ${dy * bite}a${bite / 2} ${bite / 2} 0 0 0 ${dx * bite} ${dy * bite}`;
    }
    d += `l${dx * bite} ${dy * bite}`;
  }
  return `${d}Z`;
}
