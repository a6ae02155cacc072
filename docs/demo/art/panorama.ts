import { darker, mix, ramp } from '../colour.ts';
import { layered, noise } from '../noise.ts';
import { random } from '../random.ts';
import { circle, group, linear, lines, type Point, rect, shape, svg } from '../svg.ts';
import { boat } from './sea.ts';
import { birds, cloud, glowing, moon, stars } from './sky.ts';

const sky = ['#f6c9a8', '#bfe0e4', '#7fc0dc', '#f7c58a', '#d9607a', '#3a3470', '#111a40'];

/** One coast through a whole day: morning on the left, night on the right. */
export function panorama(width: number, height: number, seed: string): string {
  const dice = random(seed);
  const stopsOf = (colours: readonly string[]) =>
    colours.map((colour, at) => [at / (colours.length - 1), colour] as const);
  const horizon = height * 0.66;
  let body = `<defs>${linear('day', stopsOf(sky), 'right')}${linear('sea', stopsOf(sky.map((colour) => mix(colour, '#17506e', 0.5))), 'right')}${linear(
    'low',
    [
      [0, '#fff3da', 0],
      [1, '#fff3da', 0.42],
    ],
  )}</defs>`;
  body += rect(0, 0, width, height, 'url(#day)') + rect(0, 0, width, horizon, 'url(#low)');
  body += group(
    stars(width * 0.36, height * 0.55, 130, seed),
    `transform="translate(${width * 0.66} 0)"`,
  );
  body += glowing('sun', width * 0.1, height * 0.5, height * 0.11, '#fff6df', '#fff3c8');
  body +=
    circle(width * 0.55, horizon, height * 0.15, '#ffe09a') +
    moon('moon', width * 0.89, height * 0.22, height * 0.09, '#ffe7c0');
  for (const [x, y, w] of [
    [0.2, 0.25, 420],
    [0.34, 0.16, 300],
    [0.46, 0.34, 360],
    [0.66, 0.3, 320],
  ] as const) {
    body += cloud(
      width * x,
      height * y,
      w,
      mix(ramp(sky, x), '#ffffff', 0.6 - x * 0.4),
      `${seed}${x}`,
    );
  }
  body += birds(width * 0.4, height * 0.36, 7, '#4a5f7a', seed);
  for (let layer = 0; layer < 4; layer++) body += coast(width, height, horizon, layer, seed);
  body += rect(0, horizon, width, height - horizon, 'url(#sea)');
  for (let glint = 0; glint < 150; glint++) {
    const x = width * dice.next();
    const y = horizon + (height - horizon) * dice.next() ** 1.4;
    const long = 20 + (y - horizon) * dice.between(0.1, 0.6);
    body += rect(
      x,
      y,
      long,
      2.5,
      mix(ramp(sky, x / width), '#ffffff', 0.45),
      'rx="1.2" opacity="0.6"',
    );
  }
  for (const [x, y, size] of [
    [0.16, 0.76, 70],
    [0.27, 0.71, 44],
    [0.5, 0.8, 84],
    [0.62, 0.72, 46],
    [0.84, 0.78, 72],
  ] as const) {
    body += boat(
      width * x,
      height * y,
      size,
      darker(ramp(sky, x), 0.65),
      mix('#fff3da', '#ffcf7a', x),
    );
  }
  return svg(width, height, body);
}

function coast(
  width: number,
  height: number,
  horizon: number,
  layer: number,
  seed: string,
): string {
  const t = layer / 3;
  const bumps = layered(noise(`${seed} coast ${layer}`), 4);
  const level = (x: number) =>
    horizon -
    Math.max(
      -4,
      (bumps((x / width) * (5 + layer * 2) + layer * 9) + 0.18 - t * 0.12) *
        height *
        (0.42 - 0.16 * t),
    );
  const crest: Point[] = [];
  for (let x = -10; x <= width + 10; x += 10) crest.push([x, level(x)]);
  const id = `coast${layer}`;
  const tone = ['#8fa3c0', '#6f8fa3', '#4f7a7f', '#33586b'][layer] ?? '#33586b';
  const stops = sky.map(
    (colour, at) =>
      [
        at / (sky.length - 1),
        mix(mix(colour, tone, 0.35 + 0.5 * t), '#141a40', at > 4 ? 0.45 : 0),
      ] as const,
  );
  let body = `<defs>${linear(id, stops, 'right')}</defs>${shape(`${lines(crest)}V${horizon + 1}H-10Z`, `url(#${id})`)}`;
  if (layer < 2) return body;
  const dice = random(`${seed} town ${layer}`);
  for (let x = 20; x < width; x += dice.between(26, 70)) {
    const y = level(x);
    if (y > horizon - 8 || !dice.chance(0.6)) continue;
    const s = dice.between(8, 14);
    const late = x / width;
    const wall = mix(dice.pick(['#fdf0e0', '#f7dcc0', '#f2c1a8']), '#20284f', late ** 2 * 0.8);
    body +=
      rect(x - s, y - s * 0.6, s * 2, s * 1.8, wall) +
      shape(
        lines(
          [
            [x - s * 1.25, y - s * 0.5],
            [x, y - s * 1.6],
            [x + s * 1.25, y - s * 0.5],
          ],
          'Z',
        ),
        mix('#c8553d', '#20284f', late ** 2 * 0.75),
      );
    body += rect(
      x - s * 0.3,
      y,
      s * 0.6,
      s * 0.6,
      late > 0.5 ? '#ffd27a' : mix(wall, '#3a5a70', 0.6),
    );
  }
  return body;
}
