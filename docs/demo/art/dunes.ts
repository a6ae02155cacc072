import { mix, ramp } from '../colour.ts';
import { circle, curve, linear, type Point, rect, shape, svg } from '../svg.ts';
import { birds, glowing } from './sky.ts';

/** The summits of each row of dunes, far to near: across, how tall, how broad (shares of the picture). */
const rows: readonly (readonly (readonly [number, number, number])[])[] = [
  [
    [0.12, 0.05, 0.24],
    [0.52, 0.08, 0.3],
    [0.93, 0.06, 0.24],
  ],
  [
    [0.3, 0.1, 0.34],
    [0.8, 0.14, 0.36],
  ],
  [
    [0.02, 0.16, 0.4],
    [0.56, 0.09, 0.34],
    [1.04, 0.1, 0.3],
  ],
  [
    [0.3, 0.16, 0.44],
    [0.98, 0.2, 0.46],
  ],
  [
    [0.66, 0.17, 0.5],
    [-0.05, 0.1, 0.4],
  ],
];

/** Dunes with a sharp crest between the lit and the dark side, and a row of travellers. */
export function dunes(width: number, height: number): string {
  let body = `<defs>${linear('sky', [
    [0, '#d97a6c'],
    [0.32, '#f6b894'],
    [0.58, '#fdebc8'],
  ])}</defs>${rect(0, 0, width, height, 'url(#sky)')}`;
  body += glowing('sun', width * 0.3, height * 0.3, height * 0.11, '#fff6df', '#fff0c8');
  body += birds(width * 0.62, height * 0.17, 5, '#9c4f42', 'dunes');
  rows.forEach((summits, row) => {
    const t = row / (rows.length - 1);
    const base = height * (0.56 + 0.4 * t ** 1.2);
    const level = (x: number) => {
      let up = 0;
      for (const [px, tall, broad] of summits) {
        up = Math.max(up, tall * Math.max(0, 1 - Math.abs(x / width - px) / broad) ** 1.55);
      }
      return base - up * height;
    };
    const lit = ramp(['#f7d6a6', '#f2b87c', '#e39259', '#cb6c45'], t);
    const dark = mix(lit, '#5a2350', 0.28 + 0.42 * t);
    const crest: Point[] = [];
    for (let x = -20; x <= width + 20; x += 10) crest.push([x, level(x)]);
    const id = `row${row}`;
    body += `<defs>${linear(id, [
      [0, lit],
      [1, mix(lit, '#fdebc8', 0.35)],
    ])}</defs>`;
    body += shape(`${curve(crest)}V${height}H-20Z`, `url(#${id})`);
    for (const [px, tall, broad] of summits)
      body += shade(px * width, broad * width, tall * height, level, base, dark);
    if (row === 2) body += caravan(width, level);
  });
  return svg(width, height, body);
}

/** The side away from the sun, between the crest that winds down from the summit and the skyline. */
function shade(
  x: number,
  broad: number,
  tall: number,
  level: (x: number) => number,
  base: number,
  colour: string,
) {
  const id = `shade${Math.round(x)}y${Math.round(base)}`;
  const top = level(x);
  const foot = base + tall * 1.1;
  const winding = `C${x - broad * 0.02} ${top + tall * 0.4} ${x + broad * 0.16} ${top + tall * 0.5} ${x + broad * 0.02} ${top + tall * 0.95}S${x - broad * 0.3} ${top + tall * 1.5} ${x - broad * 0.2} ${foot}`;
  const skyline: Point[] = [];
  for (let step = 0; step <= 12; step++) {
    const right = x + (broad * (12 - step)) / 12;
    skyline.push([right, level(right)]);
  }
  const fade = linear(
    id,
    [
      [0, colour, 1],
      [0.4, colour, 0.85],
      [1, colour, 0],
    ],
    'right',
  );
  return `<defs>${fade}</defs>${shape(`M${x} ${top}${winding}H${x + broad}L${curve(skyline).slice(1)}Z`, `url(#${id})`)}`;
}

function caravan(width: number, level: (x: number) => number): string {
  let body = '';
  for (let camel = 0; camel < 5; camel++) {
    const x = width * (0.4 + camel * 0.04);
    const y = level(x) + 3;
    body += shape(
      `M${x - 14} ${y}v-16q0 -9 7 -10q5 -8 10 0q7 0 10 -4q4 -8 10 -7l0 4l-6 2q0 12 -7 15v16h-3v-13h-14v13z`,
      '#4a1f3d',
    );
    body +=
      circle(x - 2, y - 36, 4.5, '#4a1f3d') + shape(`M${x - 7} ${y - 22}l5 -12l6 12z`, '#c8443a');
  }
  return body;
}
