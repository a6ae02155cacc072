import { mix } from '../colour.ts';
import { random } from '../random.ts';
import { circle, ellipse, group, radial } from '../svg.ts';

/** Stars over the top part of a picture, most of them faint. */
export function stars(width: number, height: number, count: number, seed: string): string {
  const dice = random(`stars ${seed}`);
  let body = '';
  for (let star = 0; star < count; star++) {
    const bright = dice.next() ** 6;
    const colour = mix('#ffffff', dice.pick(['#ffd9a8', '#a8c8ff', '#ffffff']), 0.6);
    const fade = `opacity="${(0.35 + 0.65 * bright).toFixed(2)}"`;
    body += circle(dice.next() * width, dice.next() * height, 0.8 + 2 * bright, colour, fade);
  }
  return body;
}

/** A disc with a wide soft glow; `id` must be its own within the picture. */
export function glowing(id: string, x: number, y: number, r: number, disc: string, glow: string) {
  const halo = radial(id, [
    [0, glow, 0.75],
    [0.25, glow, 0.4],
    [0.6, glow, 0.1],
    [1, glow, 0],
  ]);
  return `<defs>${halo}</defs>${circle(x, y, r * 5, `url(#${id})`)}${circle(x, y, r, disc)}`;
}

/** A full moon with a few seas. */
export function moon(id: string, x: number, y: number, r: number, glow = '#fff1cf'): string {
  const seas = [
    [-0.3, -0.25, 0.3],
    [0.28, -0.4, 0.16],
    [0.3, 0.15, 0.26],
    [-0.2, 0.35, 0.2],
    [-0.55, 0.1, 0.12],
    [0.05, 0.62, 0.1],
  ] as const;
  const dark = seas.map(([dx, dy, s]) => circle(x + dx * r, y + dy * r, s * r, '#d9c79c'));
  return glowing(id, x, y, r, '#fdf3d7', glow) + group(dark.join(''), 'opacity="0.55"');
}

/** A flat-bottomed heap of cloud, `width` wide, that stands on (x, y). */
export function cloud(x: number, y: number, width: number, colour: string, seed: string): string {
  const dice = random(`cloud ${seed}`);
  let body = `<rect x="${x - width / 2}" y="${y - width * 0.1}" width="${width}" height="${width * 0.1}" rx="${width * 0.05}" fill="${colour}"/>`;
  for (let puff = 0; puff < 7; puff++) {
    const t = (puff + 0.5) / 7;
    const tall = Math.sin(t * Math.PI) * dice.between(0.1, 0.2) + 0.03;
    const across = x + (t - 0.5) * width * 0.86;
    body += ellipse(
      across,
      y - width * 0.05 - tall * width * 0.3,
      width * 0.11,
      tall * width,
      colour,
    );
  }
  const id = `under${seed.replaceAll(/\W/g, '')}${Math.round(x)}`;
  return `<clipPath id="${id}"><rect x="${x - width}" y="${y - width}" width="${width * 2}" height="${width}"/></clipPath>${group(body, `clip-path="url(#${id})"`)}`;
}

/** A few distant birds. */
export function birds(x: number, y: number, count: number, colour: string, seed: string): string {
  const dice = random(`birds ${seed}`);
  let body = '';
  for (let bird = 0; bird < count; bird++) {
    const bx = x + dice.bell() * 90;
    const by = y + dice.bell() * 40;
    const s = dice.between(6, 12);
    body += `<path d="M${bx - s} ${by - s * 0.5}Q${bx - s * 0.4} ${by - s * 0.6} ${bx} ${by}Q${bx + s * 0.4} ${by - s * 0.6} ${bx + s} ${by - s * 0.5}" fill="none" stroke="${colour}" stroke-width="2.2" stroke-linecap="round"/>`;
  }
  return body;
}
