import { darker, lighter, mix } from '../colour.ts';
import { random } from '../random.ts';
import { circle, ellipse, linear, lines, type Point, rect, shape, svg } from '../svg.ts';
import { moon, stars } from './sky.ts';

export interface CityLook {
  readonly sky: readonly [string, string];
  readonly street: string;
  readonly walls: readonly string[];
  readonly trees: readonly string[];
  readonly lit: number;
  readonly glass: string;
}

export const sunny: CityLook = {
  sky: ['#bfe3e0', '#fdf0d5'],
  street: '#d9cdb8',
  walls: ['#f4a88a', '#f7d08a', '#f3ead9', '#8fc7b9', '#e4735c', '#9db8d9', '#f2c1b6'],
  trees: ['#6fa56b', '#4f8a64', '#8bb86f'],
  lit: 0.08,
  glass: '#5b7f99',
};

export const neon: CityLook = {
  sky: ['#131a3f', '#5b3a78'],
  street: '#1a1e42',
  walls: ['#3a3f7a', '#56407f', '#2f4f82', '#7a4580', '#324a6f', '#4a3a6b'],
  trees: ['#1f4a55', '#265a5a', '#1a3d50'],
  lit: 0.55,
  glass: '#202750',
};

const cells = 9;

/** A block of town seen from above at the isometric angle. */
export function city(look: CityLook, width: number, height: number, seed: string): string {
  const dice = random(seed);
  const unit = Math.min(width / (cells * 2), height / (cells * 1.9));
  const top = height - unit * (cells + 1.4);
  const at = (x: number, y: number, z: number): Point => [
    width / 2 + (x - y) * unit,
    top + ((x + y) * unit) / 2 - z * unit,
  ];
  let body = `<defs>${linear('sky', [
    [0, look.sky[0]],
    [1, look.sky[1]],
  ])}</defs>${rect(0, 0, width, height, 'url(#sky)')}`;
  if (look.lit > 0.3)
    body +=
      stars(width, height * 0.5, 90, seed) +
      moon('moon', width * 0.82, height * 0.13, width * 0.06, '#ffd9e8');
  else body += circle(width * 0.18, height * 0.14, width * 0.07, '#fffaf0');
  body += block(at, -0.3, -0.3, -0.5, cells + 0.6, cells + 0.6, 0.5, look.street);
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const road = row % 3 === 2 || column % 4 === 3;
      if (road) body += street(at, column, row, look, row % 3 === 2, dice);
      else if (dice.chance(0.16)) body += park(at, column, row, look, dice, unit);
      else body += house(at, column, row, look, dice);
    }
  }
  return svg(width, height, body);
}

type At = (x: number, y: number, z: number) => Point;
type Dice = ReturnType<typeof random>;

function block(
  at: At,
  x: number,
  y: number,
  z: number,
  w: number,
  d: number,
  tall: number,
  colour: string,
): string {
  const up = z + tall;
  return (
    shape(
      lines([at(x, y + d, z), at(x, y + d, up), at(x + w, y + d, up), at(x + w, y + d, z)], 'Z'),
      mix(colour, '#ffffff', 0.04),
    ) +
    shape(
      lines([at(x + w, y, z), at(x + w, y, up), at(x + w, y + d, up), at(x + w, y + d, z)], 'Z'),
      darker(colour, 0.24),
    ) +
    shape(
      lines([at(x, y, up), at(x + w, y, up), at(x + w, y + d, up), at(x, y + d, up)], 'Z'),
      lighter(colour, 0.32),
    )
  );
}

function house(at: At, x: number, y: number, look: CityLook, dice: Dice): string {
  const middle = 1 - Math.hypot(x - cells / 2, y - cells / 2) / cells;
  const tall = 0.7 + Math.floor(dice.between(0.2, 1) * middle * 8) * 0.45;
  const wall = dice.pick(look.walls);
  const inset = 0.08;
  const size = 1 - inset * 2;
  let body = block(at, x + inset, y + inset, 0, size, size, tall, wall);
  const bright = ['#ffe6a3', '#ffd27a', '#fff3cf'];
  for (let level = 0.22; level + 0.26 < tall; level += 0.45) {
    for (const step of [0.12, 0.4, 0.68]) {
      for (const side of ['left', 'right'] as const) {
        const lit = dice.chance(look.lit);
        const glass = lit ? dice.pick(bright) : mix(look.glass, wall, 0.25);
        const from = inset + step * 0.88 + 0.04;
        const corner = (along: number, up: number) =>
          side === 'left'
            ? at(x + along, y + inset + size, up)
            : at(x + inset + size, y + along, up);
        const pane = [
          corner(from, level),
          corner(from, level + 0.24),
          corner(from + 0.16, level + 0.24),
          corner(from + 0.16, level),
        ];
        body += shape(lines(pane, 'Z'), side === 'left' || lit ? glass : darker(glass, 0.2));
      }
    }
  }
  const roof = dice.next();
  if (roof < 0.3) body += block(at, x + 0.3, y + 0.3, tall, 0.4, 0.4, 0.25, dice.pick(look.walls));
  else if (roof < 0.6)
    body += gable(
      at,
      x + inset,
      y + inset,
      tall,
      size,
      dice.pick(['#c8553d', '#a8474f', '#d97b4a', '#5b6f99']),
      look,
    );
  else if (roof < 0.75)
    body += block(at, x + 0.2, y + 0.2, tall, 0.6, 0.6, 0.06, dice.pick(look.trees));
  return body;
}

function gable(
  at: At,
  x: number,
  y: number,
  z: number,
  size: number,
  tile: string,
  look: CityLook,
): string {
  const colour = look.lit > 0.3 ? darker(tile, 0.45) : tile;
  const tip = at(x + size / 2, y + size / 2, z + 0.55);
  return (
    shape(lines([at(x, y + size, z), tip, at(x, y, z)], 'Z'), lighter(colour, 0.15)) +
    shape(lines([at(x, y + size, z), tip, at(x + size, y + size, z)], 'Z'), colour) +
    shape(lines([at(x + size, y, z), tip, at(x + size, y + size, z)], 'Z'), darker(colour, 0.3))
  );
}

function park(at: At, x: number, y: number, look: CityLook, dice: Dice, unit: number): string {
  let body = block(
    at,
    x + 0.05,
    y + 0.05,
    0,
    0.9,
    0.9,
    0.08,
    mix(dice.pick(look.trees), look.sky[1], 0.3),
  );
  for (const [dx, dy] of [
    [0.25, 0.25],
    [0.7, 0.3],
    [0.3, 0.72],
    [0.72, 0.74],
  ] as const) {
    const [tx, ty] = at(x + dx, y + dy, 0.1);
    const leaf = dice.pick(look.trees);
    const r = unit * dice.between(0.2, 0.27);
    body +=
      rect(tx - 2, ty - unit * 0.25, 4, unit * 0.25, '#6b4a3f') +
      ellipse(tx, ty - unit * 0.4, r, r * 1.2, leaf);
    body += ellipse(tx - r * 0.25, ty - unit * 0.46, r * 0.6, r * 0.75, lighter(leaf, 0.18));
  }
  return body;
}

function street(at: At, x: number, y: number, look: CityLook, across: boolean, dice: Dice): string {
  const [a, b] = across
    ? [at(x + 0.35, y + 0.5, 0), at(x + 0.65, y + 0.5, 0)]
    : [at(x + 0.5, y + 0.35, 0), at(x + 0.5, y + 0.65, 0)];
  const mark = `<path d="${lines([a, b])}" stroke="${lighter(look.street, look.lit > 0.3 ? 0.35 : 0.7)}" stroke-width="3"/>`;
  if (!dice.chance(0.24)) return mark;
  const paint = dice.pick(['#e4572e', '#2a9d8f', '#e9c46a', '#f3ead9']);
  const [w, d] = across ? [0.5, 0.24] : [0.24, 0.5];
  return (
    mark +
    block(at, x + 0.2, y + 0.2, 0.05, w, d, 0.14, paint) +
    block(at, x + 0.26, y + 0.23, 0.19, w * 0.6, d * 0.7, 0.1, '#dfe9ee')
  );
}
