import { lighter, mix } from '../colour.ts';
import { layered, noise } from '../noise.ts';
import { random } from '../random.ts';
import { linear, lines, type Point, rect, shape, svg } from '../svg.ts';
import { birds, cloud, glowing, moon, stars } from './sky.ts';
import { fir } from './trees.ts';

export interface Hour {
  readonly sky: readonly [string, string, string];
  readonly far: string;
  readonly near: string;
  readonly mist: string;
  readonly light: { readonly x: number; readonly y: number; readonly colour: string };
  readonly night: boolean;
  readonly window: string;
  readonly clouds: string;
}

export const hours = {
  dawn: {
    sky: ['#7fa7c9', '#f3c9b5', '#ffe9c7'],
    far: '#b9a9bf',
    near: '#2d4a57',
    mist: '#fbdcc4',
    light: { x: 0.68, y: 0.4, colour: '#fff3d6' },
    night: false,
    window: '#ffd98a',
    clouds: '#ffe3d2',
  },
  noon: {
    sky: ['#5fb0d3', '#a9dbe3', '#e8f5e4'],
    far: '#8fbcc4',
    near: '#2f6b4f',
    mist: '#dff1df',
    light: { x: 0.2, y: 0.14, colour: '#fffbe6' },
    night: false,
    window: '#4d6a72',
    clouds: '#ffffff',
  },
  dusk: {
    sky: ['#3b2a5c', '#c5516b', '#ffb56b'],
    far: '#a8507a',
    near: '#241a3d',
    mist: '#f08a6b',
    light: { x: 0.36, y: 0.43, colour: '#ffe2a3' },
    night: false,
    window: '#ffd37a',
    clouds: '#e8788a',
  },
  night: {
    sky: ['#0c1433', '#1d3159', '#3f6482'],
    far: '#34567a',
    near: '#0a1526',
    mist: '#5c8497',
    light: { x: 0.76, y: 0.2, colour: '#fdf3d7' },
    night: true,
    window: '#ffcf6b',
    clouds: '#2b4468',
  },
} satisfies Record<string, Hour>;

/** Ridge behind ridge in the mist, with a cottage on one of them: one valley (`seed`) at any hour. */
export function hills(hour: Hour, width: number, height: number, seed: string): string {
  const { x, y, colour } = hour.light;
  let body = `<defs>${linear('sky', [
    [0, hour.sky[0]],
    [0.42, hour.sky[1]],
    [0.7, hour.sky[2]],
  ])}</defs>${rect(0, 0, width, height, 'url(#sky)')}`;
  if (hour.night) {
    body += stars(width, height * 0.5, 170, seed);
    body += moon('moon', x * width, y * height, height * 0.062, '#bcd6ff');
  } else {
    body += glowing('sun', x * width, y * height, height * 0.066, colour, colour);
  }
  body += cloud(width * 0.22, height * 0.27, width * 0.22, hour.clouds, `${seed}1`);
  body += cloud(width * 0.87, height * 0.34, width * 0.16, hour.clouds, `${seed}2`);
  body += birds(width * 0.5, height * 0.2, 6, mix(hour.near, hour.sky[0], 0.4), seed);
  for (let layer = 0; layer < 7; layer++) body += ridge(hour, width, height, seed, layer / 6);
  return svg(width, height, body);
}

function ridge(hour: Hour, width: number, height: number, seed: string, t: number): string {
  const dice = random(`${seed} ridge ${t}`);
  const bumps = layered(noise(`${seed} ${t}`), t < 0.4 ? 5 : 2);
  const base = height * (0.47 + 0.47 * t ** 1.25);
  const tall = height * (0.17 - 0.09 * t);
  const wide = (width / height) * (t < 0.4 ? 2.6 : 1.5 + t);
  const level = (x: number) => base - tall * bumps((x / width) * wide + 3);
  const crest: Point[] = [];
  for (let x = -8; x <= width + 8; x += 8) crest.push([x, level(x)]);
  const colour = mix(hour.far, hour.near, t ** 1.1);
  const id = `ridge${Math.round(t * 6)}`;
  const fill = linear(id, [
    [0, colour],
    [1, mix(colour, hour.mist, t < 0.95 ? 0.85 : 0.05)],
  ]);
  let body = `<defs>${fill}</defs>`;
  if (t > 0.45) body += shape(forest(level, width, height, t, dice), colour);
  if (Math.abs(t - 5 / 6) < 0.01) body += cottage(width * 0.44, level(width * 0.44), height, hour);
  const ground: Point[] = [...crest, [width + 8, height], [-8, height]];
  return body + shape(lines(ground, 'Z'), `url(#${id})`);
}

function forest(
  level: (x: number) => number,
  width: number,
  height: number,
  t: number,
  dice: ReturnType<typeof random>,
): string {
  const grove = noise(`grove ${t}`);
  const tall = height * 0.035 * (0.4 + t ** 3 * 3.4);
  let d = '';
  for (let x = 0; x < width; x += tall * dice.between(0.28, 0.6)) {
    if (grove((x / width) * 5) < 0.62 - t * 0.65) continue;
    d += fir(x, level(x) + 4, tall * dice.between(0.6, 1.3), dice);
  }
  return d;
}

function cottage(x: number, y: number, height: number, hour: Hour): string {
  const s = height * 0.03;
  const wall = mix(hour.near, hour.mist, 0.35);
  const roof = mix(hour.near, '#8a3b34', 0.35);
  const smoke = `M${x + s * 0.75} ${y - s * 2}q${s * 0.8} ${-s} 0 ${-s * 2}t${s * 0.5} ${-s * 2}`;
  return (
    rect(x - s, y - s * 1.1, s * 2, s * 1.6, wall) +
    rect(x + s * 0.55, y - s * 2, s * 0.35, s, roof) +
    shape(
      lines(
        [
          [x - s * 1.3, y - s],
          [x, y - s * 2.1],
          [x + s * 1.3, y - s],
        ],
        'Z',
      ),
      roof,
    ) +
    rect(x - s * 0.55, y - s * 0.75, s * 0.5, s * 0.5, hour.window) +
    rect(x + s * 0.15, y - s * 0.75, s * 0.5, s * 0.5, hour.window) +
    `<path d="${smoke}" fill="none" stroke="${lighter(hour.mist, 0.3)}" stroke-width="${s * 0.35}" stroke-linecap="round" opacity="0.45"/>`
  );
}
