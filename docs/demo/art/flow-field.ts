import { mix } from '../colour.ts';
import { layered, noise } from '../noise.ts';
import { random } from '../random.ts';
import { circle, curve, type Point, rect, stroke, svg } from '../svg.ts';

export interface Paint {
  readonly ground: string;
  readonly colours: readonly string[];
  readonly turns: number;
  readonly broad: readonly number[];
}

/** Ribbons that follow a field of directions and never cross. */
export function flowField(paint: Paint, width: number, height: number, seed: string): string {
  const dice = random(seed);
  const field = layered(noise(seed), 2);
  const angle = (x: number, y: number) => field(x / 620, y / 620) * Math.PI * paint.turns + 0.5;
  const cell = 6;
  const columns = Math.ceil(width / cell);
  const taken = new Uint16Array(columns * Math.ceil(height / cell));
  const spot = (x: number, y: number) => Math.floor(y / cell) * columns + Math.floor(x / cell);
  const margin = 46;
  const free = (x: number, y: number, r: number, mine: number): boolean => {
    if (x < margin || y < margin || x > width - margin || y > height - margin) return false;
    for (let dy = -r; dy <= r; dy += cell) {
      for (let dx = -r; dx <= r; dx += cell) {
        if (dx * dx + dy * dy > r * r) continue;
        const owner = taken[spot(x + dx, y + dy)];
        if (owner && owner !== mine) return false;
      }
    }
    return true;
  };
  let body = rect(0, 0, width, height, paint.ground);
  let ribbon = 0;
  for (let attempt = 0; attempt < 6500; attempt++) {
    const half = dice.pick(paint.broad) * (attempt < 700 ? 1 : attempt < 2400 ? 0.6 : 0.35);
    let [x, y] = [dice.between(0, width), dice.between(0, height)];
    const points: Point[] = [];
    const longest = dice.between(40, 210);
    while (points.length < longest && free(x, y, half + 4, ribbon + 1)) {
      points.push([x, y]);
      x += Math.cos(angle(x, y)) * 5;
      y += Math.sin(angle(x, y)) * 5;
    }
    if (points.length < 12) continue;
    ribbon++;
    for (const [px, py] of points) {
      for (let dy = -half; dy <= half; dy += cell / 2) {
        for (let dx = -half; dx <= half; dx += cell / 2) {
          if (dx * dx + dy * dy <= half * half) taken[spot(px + dx, py + dy)] = ribbon;
        }
      }
    }
    const zone = field((points[0]?.[0] ?? 0) / 300 + 40, (points[0]?.[1] ?? 0) / 300);
    const place = Math.floor((zone * 0.5 + 0.5 + dice.bell() * 0.22) * paint.colours.length);
    const colour =
      paint.colours[Math.min(paint.colours.length - 1, Math.max(0, place))] ?? '#ffffff';
    body += stroke(curve(points.filter((_, at) => at % 4 === 0)), colour, half * 2);
    if (half > 11 && dice.chance(0.35))
      body += stroke(
        curve(points.filter((_, at) => at % 4 === 0)),
        mix(colour, paint.ground, 0.55),
        2.5,
      );
    const [ex, ey] = points[0] ?? [0, 0];
    if (half > 9 && dice.chance(0.2)) body += circle(ex, ey, half * 0.45, paint.ground);
  }
  return svg(width, height, body);
}

export const warm: Paint = {
  ground: '#f6ecd9',
  colours: ['#12325a', '#2a9d8f', '#f2c9a8', '#e9a23b', '#e4572e', '#8f2d3f', '#f3a48d'],
  turns: 1.5,
  broad: [24, 17, 13],
};

export const deep: Paint = {
  ground: '#0e1838',
  colours: ['#2f5d8f', '#5fb0c9', '#bfe8df', '#f7d08a', '#ef7f61', '#8a5a9c', '#3a3f7a'],
  turns: 2.3,
  broad: [19, 14, 10],
};
