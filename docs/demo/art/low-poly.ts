import { mix, ramp } from '../colour.ts';
import { layered, noise } from '../noise.ts';
import { random } from '../random.ts';
import { linear, lines, type Point, rect, svg } from '../svg.ts';
import { glowing, stars } from './sky.ts';

export interface Land {
  readonly sky: readonly [string, string];
  readonly sun: { readonly x: number; readonly y: number; readonly colour: string };
  readonly water: string;
  /** From the shore to the summits. */
  readonly ground: readonly string[];
  readonly shade: string;
  readonly peak: { readonly x: number; readonly tall: number };
  readonly starry: boolean;
}

export const alpine: Land = {
  sky: ['#5aa9c9', '#fbe3c0'],
  sun: { x: 0.78, y: 0.2, colour: '#fff6dc' },
  water: '#3f93a8',
  ground: ['#e2cf9a', '#8fae6b', '#5d8f5e', '#6e7f7d', '#8a8f9c', '#f6f4f0', '#ffffff'],
  shade: '#2c3f66',
  peak: { x: 0.42, tall: 1 },
  starry: false,
};

export const ember: Land = {
  sky: ['#221a45', '#ef7f61'],
  sun: { x: 0.3, y: 0.44, colour: '#ffd9a0' },
  water: '#6a3d70',
  ground: ['#5b3767', '#83406c', '#ad4a6b', '#cf6263', '#ea8a63', '#ffc48a', '#ffe3b8'],
  shade: '#1e1740',
  peak: { x: 0.6, tall: 1.1 },
  starry: true,
};

const columns = 30;
const rows = 24;

/** A mountain lake in flat triangles, far ones first. */
export function lowPoly(land: Land, width: number, height: number, seed: string): string {
  const horizon = height * 0.56;
  const { x, y, colour } = land.sun;
  let body = `<defs>${linear('sky', [
    [0, land.sky[0]],
    [0.62, land.sky[1]],
  ])}</defs>${rect(0, 0, width, height, 'url(#sky)')}`;
  if (land.starry) body += stars(width, height * 0.4, 120, seed);
  body += glowing('sun', x * width, y * height, height * 0.07, colour, colour);
  const level = heights(land, seed);
  const dice = random(`${seed} grid`);
  const grid = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (_, column) => {
      const u = (column + dice.bell() * 0.32) / columns;
      const depth = 1 - (row + dice.bell() * 0.3) / rows;
      return { u, depth, tall: level(u, depth) };
    }),
  );
  type Corner = { u: number; depth: number; tall: number };
  const seen = ({ u, depth, tall }: Corner): Point => {
    const near = 1 / (0.55 + depth * 1.9);
    const spread = (u - 0.5) * width * (0.9 + near * 0.55);
    return [width / 2 + spread, horizon + (near - 0.36) * height * 0.36 - tall * height * 0.56];
  };
  const face = (a: Corner, b: Corner, c: Corner): string => {
    const tall = (a.tall + b.tall + c.tall) / 3;
    const steep = (b.tall - a.tall) * 5 + (c.tall - a.tall) * 2;
    const depth = (a.depth + b.depth + c.depth) / 3;
    const wet = tall < 0.012;
    const plain = wet ? land.water : ramp(land.ground, tall * 1.5 + dice.bell() * 0.05);
    const lit = wet
      ? mix(plain, land.sky[1], 0.1 + 0.5 * depth + dice.bell() * 0.05)
      : steep > 0
        ? mix(plain, land.shade, Math.min(0.5, 0.08 + steep * 1.1))
        : mix(plain, land.sun.colour, Math.min(0.4, -steep * 0.8));
    const colour = mix(lit, land.sky[1], wet ? 0 : depth ** 2 * 0.5);
    return `<path d="${lines([seen(a), seen(b), seen(c)], 'Z')}" fill="${colour}" stroke="${colour}"/>`;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [a, b] = [grid[row]?.[column], grid[row]?.[column + 1]];
      const [c, d] = [grid[row + 1]?.[column], grid[row + 1]?.[column + 1]];
      if (!(a && b && c && d)) continue;
      body += dice.chance(0.5) ? face(a, b, c) + face(c, b, d) : face(a, b, d) + face(a, d, c);
    }
  }
  return svg(width, height, body);
}

/** Ground level over the map: a lake in front, shores at the sides, a summit behind. */
function heights(land: Land, seed: string): (u: number, depth: number) => number {
  const rough = layered(noise(seed), 4);
  return (u, depth) => {
    const away = Math.hypot((u - land.peak.x) * 2.3, (depth - 0.72) * 2.1);
    const summit = Math.max(0, 1 - away) ** 1.25 * land.peak.tall;
    const ridges =
      (1 - Math.abs(rough(u * 3.2, depth * 3.2))) ** 2 * Math.max(0, depth - 0.34) * 0.6;
    const shore = Math.max(0, Math.abs(u - 0.52) * 1.5 - 0.42 - depth * 0.1) * 0.55;
    const wild = rough(u * 6 + 4, depth * 6) * 0.05 * Math.min(1, summit * 4 + shore * 6);
    return Math.max(0, summit * 0.72 + ridges * Math.min(1, depth * 1.6) + shore + wild - 0.03);
  };
}
