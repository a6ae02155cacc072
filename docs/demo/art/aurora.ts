import { type Rgb, rgb } from '../colour.ts';
import { layered, noise } from '../noise.ts';
import { random } from '../random.ts';
import { lines, type Point, shape, svg } from '../svg.ts';
import { stars } from './sky.ts';
import { fir } from './trees.ts';

/** Curtains of northern light as raw RGB, three bytes a pixel. */
export function auroraLight(width: number, height: number, seed: string): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  const sway = layered(noise(`${seed} sway`), 3);
  const rays = layered(noise(`${seed} rays`), 4);
  const [top, low] = [rgb('#0a1233'), rgb('#1f4a66')];
  const [green, violet] = [rgb('#5cf2b0'), rgb('#9a5cf0')];
  for (let x = 0; x < width; x++) {
    const curtains = [0, 1, 2].map((which) => ({
      foot: height * (0.62 - which * 0.13 + sway((x / width) * 2.4 + which * 9, which) * 0.2),
      power: (0.55 + 0.6 * rays((x / width) * 14 + which * 31, which * 5)) * (1 - which * 0.22),
      tall: height * (0.3 + 0.12 * sway((x / width) * 3 + which * 4, 7)),
    }));
    for (let y = 0; y < height; y++) {
      const down = y / height;
      let [r, g, b]: Rgb = [0, 1, 2].map(
        (c) => (top[c] ?? 0) + ((low[c] ?? 0) - (top[c] ?? 0)) * down,
      ) as [number, number, number];
      for (const { foot, power, tall } of curtains) {
        const above = (foot - y) / tall;
        const light =
          Math.max(0, power) * (above > 0 ? Math.exp(-above * 2.2) * Math.min(1, above * 9) : 0);
        const t = Math.min(1, Math.max(0, above) * 0.8);
        r += light * (green[0] + (violet[0] - green[0]) * t);
        g += light * (green[1] + (violet[1] - green[1]) * t);
        b += light * (green[2] + (violet[2] - green[2]) * t);
      }
      pixels.set([Math.min(255, r), Math.min(255, g), Math.min(255, b)], (y * width + x) * 3);
    }
  }
  return pixels;
}

/** What stands before the light: stars and the firs of a lake shore, on nothing. */
export function auroraShore(width: number, height: number, seed: string): string {
  const dice = random(seed);
  const bumps = layered(noise(`${seed} shore`), 3);
  let body = stars(width, height * 0.75, 260, seed);
  for (const [base, tall, colour] of [
    [0.82, 0.1, '#14304a'],
    [0.93, 0.24, '#071226'],
  ] as const) {
    const level = (x: number) => height * (base - bumps((x / width) * 3 + base * 9) * 0.05);
    let d = '';
    for (let x = -20; x < width + 20; x += height * tall * dice.between(0.14, 0.4)) {
      const edge = 0.45 + Math.abs(x / width - 0.45) * 1.3;
      d += fir(
        x,
        level(x) + height * tall * 0.07,
        height * tall * edge * dice.between(0.6, 1.3),
        dice,
      );
    }
    const crest: Point[] = [];
    for (let x = -10; x <= width + 10; x += 10) crest.push([x, level(x)]);
    body += shape(d, colour) + shape(`${lines(crest)}V${height}H-10Z`, colour);
  }
  return svg(width, height, body);
}
