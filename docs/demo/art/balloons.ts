import { darker, lighter, mix } from '../colour.ts';
import { nth, random } from '../random.ts';
import { circle, linear, rect, shape, stroke, svg } from '../svg.ts';
import { birds, cloud } from './sky.ts';

const dyes = [
  ['#e4572e', '#f7d08a', '#fdf0d5'],
  ['#2a9d8f', '#fdf0d5', '#f3a45c'],
  ['#3d5a99', '#f2b5a7', '#fdf0d5'],
  ['#e9a23b', '#c8443a', '#fdf0d5'],
  ['#8a5a8c', '#f7d08a', '#f2b5a7'],
] as const;

/** Hot-air balloons over a sea of clouds in the morning. */
export function balloons(width: number, height: number, seed: string): string {
  const dice = random(seed);
  let body = `<defs>${linear('sky', [
    [0, '#6fb7d6'],
    [0.5, '#bfe0e0'],
    [0.85, '#fde2c4'],
  ])}</defs>${rect(0, 0, width, height, 'url(#sky)')}`;
  body += circle(width * 0.2, height * 0.68, width * 0.15, '#fff3d6');
  body += birds(width * 0.8, height * 0.12, 7, '#4d7c99', seed);
  const afloat = [
    [0.82, 0.56, 0.06, 4],
    [0.14, 0.5, 0.05, 2],
    [0.88, 0.14, 0.04, 3],
    [0.24, 0.27, 0.1, 1],
    [0.78, 0.32, 0.12, 3],
    [0.47, 0.42, 0.2, 0],
  ] as const;
  for (const [x, y, r, dye] of afloat.slice(0, 3))
    body += balloon(x * width, y * height, r * width, dye, 0.35);
  for (let row = 0; row < 7; row++) {
    const t = row / 6;
    const colour = mix('#fbe3d0', '#ffffff', t);
    const tint = t < 0.9 ? mix(colour, '#e7a9a0', 0.35 * (1 - t)) : colour;
    for (let puff = 0; puff < 5; puff++) {
      const x = width * ((puff + dice.next()) / 4.4);
      body += cloud(
        x,
        height * (0.74 + 0.34 * t),
        width * dice.between(0.34, 0.6),
        tint,
        `${seed}${row}${puff}`,
      );
    }
    body += rect(0, height * (0.735 + 0.34 * t), width, height, tint);
  }
  for (const [x, y, r, dye] of afloat.slice(3))
    body += balloon(x * width, y * height, r * width, dye, 0);
  return svg(width, height, body);
}

function balloon(x: number, y: number, r: number, which: number, haze: number): string {
  const dye = nth(dyes, which).map((colour) => mix(colour, '#dbe9e4', haze));
  const outline = (w: number) =>
    `M${x} ${y - r}C${x + w * 1.32} ${y - r} ${x + w * 1.32} ${y + r * 0.3} ${x + w * 0.24} ${y + r * 1.25}H${x - w * 0.24}C${x - w * 1.32} ${y + r * 0.3} ${x - w * 1.32} ${y - r} ${x} ${y - r}Z`;
  let body = '';
  [1, 0.78, 0.52, 0.26].forEach((share, gore) => {
    const colour = gore % 2 ? nth(dye, 1) : nth(dye, 0);
    body += shape(outline(r * share), gore === 3 ? nth(dye, 2) : colour);
  });
  const id = `round${Math.round(x)}`;
  body += `<defs>${linear(
    id,
    [
      [0, '#ffffff', 0.25],
      [0.5, '#ffffff', 0],
      [1, darker(nth(dye, 0), 0.8), 0.35],
    ],
    'right',
  )}</defs>${shape(outline(r), `url(#${id})`)}`;
  const basket = y + r * 1.62;
  for (const side of [-1, 1]) {
    body += stroke(
      `M${x + side * r * 0.22} ${y + r * 1.24}L${x + side * r * 0.14} ${basket}`,
      '#6b4a3f',
      Math.max(1.5, r * 0.018),
    );
  }
  body += rect(
    x - r * 0.16,
    basket,
    r * 0.32,
    r * 0.24,
    mix('#8a5a3c', '#dbe9e4', haze),
    `rx="${r * 0.04}"`,
  );
  return body + rect(x - r * 0.18, basket, r * 0.36, r * 0.06, lighter('#a8744c', haze));
}
