import { mix, ramp } from '../colour.ts';
import { noise } from '../noise.ts';
import { random } from '../random.ts';
import {
  circle,
  curve,
  linear,
  lines,
  type Point,
  rect,
  shape,
  stroke,
  svg,
  tenth,
} from '../svg.ts';
import { cloud, glowing, moon, stars } from './sky.ts';

/** A full moon over calm water, its light in strokes. */
export function moonrise(width: number, height: number, seed: string): string {
  const dice = random(seed);
  const horizon = height * 0.6;
  const x = width * 0.5;
  let body = `<defs>${linear('sky', [
    [0, '#101a3c'],
    [0.5, '#3d3f74'],
    [1, '#c97f8c'],
  ])}${linear('sea', [
    [0, '#8b6585'],
    [0.2, '#4a4a7a'],
    [1, '#0d1534'],
  ])}</defs>${rect(0, 0, width, horizon, 'url(#sky)')}`;
  body += stars(width, horizon * 0.7, 160, seed);
  body += moon('moon', x, height * 0.36, width * 0.17, '#ffe0b0');
  body += cloud(width * 0.2, height * 0.5, width * 0.5, '#5d4a78', 'a');
  body += cloud(width * 0.88, height * 0.545, width * 0.55, '#7d587f', 'b');
  body += rect(0, horizon, width, height - horizon, 'url(#sea)');
  for (let row = 0; row < 62; row++) {
    const t = row / 61;
    const y = horizon + 4 + (height - horizon) * t ** 1.5;
    const reach = width * (0.09 + 0.24 * t) * dice.between(0.5, 1.15);
    const strokes = 1 + Math.floor(t * 3);
    for (let part = 0; part < strokes; part++) {
      const half = (reach / strokes) * dice.between(0.25, 0.95);
      const middle = x + (strokes > 1 ? dice.bell() * reach : dice.bell() * 12);
      const colour = mix('#ffe9c0', '#c98d98', Math.min(1, Math.abs(middle - x) / reach));
      body += stroke(
        `M${tenth(middle - half)} ${tenth(y)}H${tenth(middle + half)}`,
        colour,
        2 + 5 * t,
        'opacity="0.85"',
      );
    }
  }
  body += boat(width * 0.24, horizon + height * 0.1, width * 0.07, '#141433', '#ffce7a');
  return svg(width, height, body);
}

/** Bands of rolling waves with foam lines under a low sun. */
export function swell(width: number, height: number, seed: string): string {
  const dice = random(seed);
  const bands = 9;
  let body = `<defs>${linear('sky', [
    [0, '#f2b99b'],
    [0.5, '#f9dcb4'],
    [1, '#fdf0d5'],
  ])}</defs>${rect(0, 0, width, height, 'url(#sky)')}`;
  body += circle(width * 0.66, height * 0.33, height * 0.2, '#e4572e');
  body += cloud(width * 0.2, height * 0.22, width * 0.3, '#fdf0d5', 'c');
  body += cloud(width * 0.8, height * 0.38, width * 0.34, '#fbe0bd', 'd');
  for (let band = 0; band < bands; band++) {
    const t = band / (bands - 1);
    const base = height * (0.44 + 0.5 * t);
    const tall = height * (0.02 + 0.05 * t);
    const long = width * (0.13 + 0.17 * t);
    const shift = dice.next() * long;
    const level = (x: number) => {
      const u = ((x + shift) / long) % 1;
      return base - tall * (1 - Math.abs(2 * ((u + 1) % 1) - 1) ** 0.8) * 2;
    };
    const colour = ramp(['#8fc7c0', '#3d95a0', '#1f6580', '#173f63', '#12284a'], t);
    if (band === 3)
      body += boat(width * 0.36, level(width * 0.36) + 10, width * 0.075, '#5a2a2f', '#fff3da');
    const crest: Point[] = [];
    for (let x = -20; x <= width + 20; x += 10) crest.push([x, level(x)]);
    body += shape(`${lines(crest)}V${height}H-20Z`, colour);
    for (let foam = 0; foam < 2; foam++) {
      const drop = tall * (0.35 + foam * 0.55);
      const d = curve(crest.map(([x, y]): Point => [x, y + drop + foam * 2]));
      body += stroke(
        d,
        mix(colour, '#fdf0d5', 0.85 - foam * 0.28),
        (3.4 - foam) * (0.6 + t),
        `opacity="${0.9 - foam * 0.2}"`,
      );
    }
  }
  return svg(width, height, body);
}

/** A lighthouse on a cliff; the beam points `turn` degrees up from the right. */
export function lighthouse(width: number, height: number, turn: number, seed: string): string {
  const s = width / 1000;
  const x = width * 0.6;
  const lamp = height * 0.3;
  let body = `<defs>${linear('sky', [
    [0, '#0f1c3f'],
    [0.6, '#27507a'],
    [0.8, '#e08e79'],
  ])}${linear(
    'beam',
    [
      [0, '#fff2c4', 0.9],
      [1, '#fff2c4', 0],
    ],
    'right',
  )}${linear(
    'tower',
    [
      [0, '#fbeee0'],
      [0.55, '#efd9c6'],
      [1, '#a98d92'],
    ],
    'right',
  )}</defs>`;
  body += rect(0, 0, width, height, 'url(#sky)') + stars(width, height * 0.55, 150, seed);
  body += cloud(width * 0.2, height * 0.6, width * 0.4, '#46628a', 'e');
  body += cloud(width * 0.9, height * 0.66, width * 0.5, '#8a6f8c', 'f');
  for (const way of [turn, turn + 180]) {
    const cone = `M0 ${-16 * s}L${1300 * s} ${-170 * s}V${170 * s}L0 ${16 * s}Z`;
    body += `<path d="${cone}" fill="url(#beam)" transform="translate(${x} ${lamp}) rotate(${-way})"/>`;
  }
  body += waves(width, height, height * 0.72, ['#2f6f8f', '#245a7d'], seed);
  const cliff = noise(`${seed} cliff`);
  const rocks: Point[] = [[width * 0.3, height]];
  for (let step = 0; step <= 12; step++) {
    const t = step / 12;
    const up = Math.min(1, t * 2.6) ** 0.7;
    rocks.push([
      width * (0.3 + 0.75 * t) + cliff(step) * 14,
      height * (0.97 - 0.26 * up) + cliff(step * 3.1) * 16 * s,
    ]);
  }
  body += shape(lines([...rocks, [width + 20, height]], 'Z'), '#2a2f4f');
  body += shape(
    lines(
      [
        ...rocks.slice(2).map(([a, b]): Point => [a + 30, b + 55]),
        [width + 20, height],
        [width * 0.45, height],
      ],
      'Z',
    ),
    '#1e2342',
  );
  body += shape(
    `M${x - 88 * s} ${height * 0.735}L${x - 54 * s} ${lamp + 40 * s}H${x + 54 * s}L${x + 88 * s} ${height * 0.735}Z`,
    'url(#tower)',
  );
  for (const band of [0.2, 0.52, 0.84]) {
    const top = lamp + 40 * s + (height * 0.735 - lamp - 40 * s) * (band - 0.1);
    const low = top + (height * 0.735 - lamp) * 0.15;
    const half = (y: number) =>
      (54 + (34 * (y - lamp - 40 * s)) / (height * 0.735 - lamp - 40 * s)) * s;
    body += shape(
      lines(
        [
          [x - half(top), top],
          [x + half(top), top],
          [x + half(low), low],
          [x - half(low), low],
        ],
        'Z',
      ),
      '#c8443a',
      'opacity="0.92"',
    );
  }
  for (const [dx, y] of [
    [-8, 0.42],
    [6, 0.56],
    [-6, 0.66],
  ] as const) {
    body += rect(x + (dx - 13) * s, height * y, 26 * s, 42 * s, '#ffd27a', `rx="${13 * s}"`);
  }
  body += rect(x - 78 * s, lamp + 30 * s, 156 * s, 16 * s, '#33264a', 'rx="4"');
  body += rect(x - 40 * s, lamp - 32 * s, 80 * s, 64 * s, '#fff0b8');
  body += [-40, -14, 12, 36]
    .map((dx) => rect(x + dx * s, lamp - 32 * s, 5 * s, 64 * s, '#33264a'))
    .join('');
  body += shape(
    `M${x - 56 * s} ${lamp - 30 * s}Q${x - 40 * s} ${lamp - 92 * s} ${x} ${lamp - 104 * s}Q${x + 40 * s} ${lamp - 92 * s} ${x + 56 * s} ${lamp - 30 * s}Z`,
    '#c8443a',
  );
  body +=
    circle(x, lamp - 108 * s, 9 * s, '#33264a') +
    glowing('lamp', x, lamp, 20 * s, '#fffbe6', '#ffe7a0');
  body += waves(width, height, height * 0.92, ['#1b4468', '#12304f'], `${seed}2`);
  return svg(width, height, body);
}

/** Rows of round-topped waves from `top` down to the lower edge. */
function waves(
  width: number,
  height: number,
  top: number,
  ends: readonly [string, string],
  seed: string,
): string {
  const dice = random(`waves ${seed}`);
  const count = 5;
  let body = '';
  for (let row = 0; row < count; row++) {
    const t = row / (count - 1);
    const y = top + ((height - top) * row) / count;
    const long = width * (0.07 + 0.03 * t);
    let d = `M${tenth(-long * dice.next())} ${tenth(y)}`;
    for (let x = -long; x < width + long; x += long)
      d += `q${tenth(long / 2)} ${tenth(-long * 0.22)} ${tenth(long)} 0`;
    const colour = mix(ends[0], ends[1], t);
    body +=
      shape(`${d}V${height}H${-long * 2}Z`, colour) + stroke(d, mix(colour, '#dff1ec', 0.4), 2);
  }
  return body;
}

/** A small boat with one sail that floats at (x, y). */
export function boat(x: number, y: number, size: number, hull: string, sail: string): string {
  const s = size / 100;
  return (
    shape(
      `M${x - 60 * s} ${y - 18 * s}H${x + 62 * s}Q${x + 44 * s} ${y + 14 * s} ${x + 20 * s} ${y + 14 * s}H${x - 30 * s}Q${x - 50 * s} ${y + 12 * s} ${x - 60 * s} ${y - 18 * s}Z`,
      hull,
    ) +
    rect(x - 3 * s, y - 140 * s, 6 * s, 124 * s, hull) +
    shape(
      `M${x + 6 * s} ${y - 136 * s}Q${x + 74 * s} ${y - 80 * s} ${x + 60 * s} ${y - 30 * s}H${x + 6 * s}Z`,
      sail,
    ) +
    shape(
      `M${x - 8 * s} ${y - 110 * s}Q${x - 44 * s} ${y - 70 * s} ${x - 46 * s} ${y - 30 * s}H${x - 8 * s}Z`,
      mix(sail, hull, 0.18),
    )
  );
}
