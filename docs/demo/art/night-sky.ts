import { layered, noise } from '../noise.ts';
import { nth, random } from '../random.ts';
import {
  blur,
  circle,
  ellipse,
  group,
  linear,
  lines,
  type Point,
  rect,
  shape,
  stroke,
  svg,
} from '../svg.ts';
import { stars } from './sky.ts';
import { fir } from './trees.ts';

const constellations: readonly {
  readonly at: Point;
  readonly stars: readonly Point[];
  readonly links: readonly Point[];
}[] = [
  {
    at: [0.12, 0.12],
    stars: [
      [0, 90],
      [60, 60],
      [120, 74],
      [178, 40],
      [190, 110],
      [262, 126],
      [280, 62],
    ],
    links: [
      [0, 1],
      [1, 2],
      [2, 3],
      [2, 4],
      [4, 5],
      [5, 6],
      [6, 3],
    ],
  },
  {
    at: [0.63, 0.08],
    stars: [
      [0, 0],
      [34, 84],
      [98, 110],
      [60, 190],
      [158, 60],
      [236, 96],
      [210, 176],
    ],
    links: [
      [0, 1],
      [1, 2],
      [2, 3],
      [2, 4],
      [4, 5],
      [5, 6],
    ],
  },
  {
    at: [0.4, 0.3],
    stars: [
      [0, 60],
      [70, 0],
      [150, 24],
      [170, 110],
      [90, 150],
      [20, 130],
    ],
    links: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 0],
      [0, 3],
    ],
  },
];

/** Constellations over a clearing with a lit tent. */
export function nightSky(width: number, height: number, seed: string): string {
  const dice = random(seed);
  let body = `<defs>${blur('soft', 30)}${linear('sky', [
    [0, '#0a1030'],
    [0.55, '#1d2a5e'],
    [0.9, '#6a5a94'],
  ])}</defs>${rect(0, 0, width, height, 'url(#sky)')}`;
  let band = '';
  for (let puff = 0; puff < 26; puff++) {
    const t = puff / 25;
    const x = width * (0.05 + 0.95 * t) + dice.bell() * 50;
    const y = height * (0.72 - 0.7 * t) + dice.bell() * 60;
    const colour = dice.pick(['#5b6fc0', '#8a6fc0', '#c07fb0', '#6fa3d0']);
    band += ellipse(x, y, dice.between(50, 130), dice.between(30, 70), colour, 'opacity="0.28"');
  }
  body += group(band, 'filter="url(#soft)"') + stars(width, height * 0.85, 420, seed);
  for (const { at, stars: points, links } of constellations) {
    const placed = points.map(
      ([x, y]): Point => [at[0] * width + x * 1.15, at[1] * height + y * 1.15],
    );
    for (const [from, to] of links) {
      body += stroke(lines([nth(placed, from), nth(placed, to)]), '#cfe0ff', 1.4, 'opacity="0.55"');
    }
    for (const [x, y] of placed) {
      body += circle(x, y, 11, '#cfe0ff', 'opacity="0.18"') + circle(x, y, 4.2, '#fff7e0');
    }
  }
  const ground = layered(noise(`${seed} ground`), 3);
  const level = (x: number) => height * 0.86 - ground((x / width) * 3) * height * 0.05;
  const far = (x: number) => level(x + 300) - height * 0.05;
  body +=
    stand(far, width, height, '#2a2a5c', 0.1, seed) +
    stand(level, width, height, '#12142f', 0.2, `${seed}2`);
  return svg(width, height, body + tent(width * 0.46, level(width * 0.46) + 18, height * 0.075));
}

function stand(
  level: (x: number) => number,
  width: number,
  height: number,
  colour: string,
  tall: number,
  seed: string,
) {
  const dice = random(`stand ${seed}`);
  let d = '';
  for (let x = 0; x < width; x += height * tall * dice.between(0.2, 0.5)) {
    if (Math.abs(x / width - 0.46) < 0.13 - tall * 0.2) continue;
    const edge = 0.5 + Math.abs(x / width - 0.5) * 1.4;
    d += fir(
      x,
      level(x) + height * tall * 0.06,
      height * tall * edge * dice.between(0.55, 1.25),
      dice,
    );
  }
  const crest: Point[] = [];
  for (let x = -10; x <= width + 10; x += 10) crest.push([x, level(x)]);
  return shape(d, colour) + shape(`${lines(crest)}V${height}H-10Z`, colour);
}

function tent(x: number, y: number, s: number): string {
  const light = `<defs><radialGradient id="lit"><stop offset="0" stop-color="#fff0b0"/><stop offset="1" stop-color="#f2994a"/></radialGradient><radialGradient id="spill"><stop offset="0" stop-color="#ffc46b" stop-opacity="0.5"/><stop offset="1" stop-color="#ffc46b" stop-opacity="0"/></radialGradient></defs>`;
  return (
    light +
    ellipse(x, y, s * 4, s * 1.6, 'url(#spill)') +
    shape(
      lines(
        [
          [x - s * 1.5, y],
          [x, y - s * 1.5],
          [x + s * 1.5, y],
        ],
        'Z',
      ),
      'url(#lit)',
    ) +
    shape(
      lines(
        [
          [x, y - s * 1.5],
          [x + s * 1.5, y],
          [x + s * 0.4, y],
        ],
        'Z',
      ),
      '#c8643a',
    ) +
    stroke(
      lines([
        [x - s * 0.12, y - s * 1.65],
        [x + s * 1.6, y + 2],
      ]),
      '#3a2440',
      4,
    ) +
    stroke(
      lines([
        [x + s * 0.12, y - s * 1.65],
        [x - s * 1.6, y + 2],
      ]),
      '#3a2440',
      4,
    )
  );
}
