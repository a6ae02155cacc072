import { mix } from '../colour.ts';
import { noise } from '../noise.ts';
import { random } from '../random.ts';
import {
  circle,
  curve,
  ellipse,
  group,
  linear,
  lines,
  type Point,
  radial,
  rect,
  shape,
  stroke,
  svg,
} from '../svg.ts';
import { stars } from './sky.ts';

/** Jupiter over the sulphur plains of Io, with a greenhouse under its dome. */
export function ioDome(width: number, height: number, seed: string): string {
  let body = `<defs>${linear('sky', [
    [0, '#0b0d24'],
    [1, '#3a2350'],
  ])}${linear('plain', [
    [0, '#e8c15a'],
    [1, '#b5602f'],
  ])}</defs>${rect(0, 0, width, height, 'url(#sky)')}`;
  body +=
    stars(width, height * 0.75, 240, seed) +
    jupiter(width * 0.7, height * 0.34, height * 0.36, seed);
  body +=
    circle(width * 0.16, height * 0.18, height * 0.03, '#dfe6ee') +
    circle(width * 0.168, height * 0.172, height * 0.028, '#b9c4d6');
  const bumps = noise(`${seed} plain`);
  for (const [base, tall, colour] of [
    [0.68, 0.09, '#7a4a4a'],
    [0.73, 0.06, '#b07a45'],
  ] as const) {
    const far: Point[] = [];
    for (let x = -20; x <= width + 20; x += 40)
      far.push([x, height * (base - tall * bumps(x / 110 + base * 50))]);
    body += shape(`${lines(far)}V${height}H-20Z`, colour);
  }
  body += plume(width * 0.86, height * 0.7, height * 0.16);
  body += shape(
    `M-10 ${height * 0.77}Q${width * 0.4} ${height * 0.73} ${width + 10} ${height * 0.78}V${height}H-10Z`,
    'url(#plain)',
  );
  const dice = random(seed);
  for (let crater = 0; crater < 14; crater++) {
    const y = height * dice.between(0.83, 0.99);
    const x = width * dice.next();
    const r = (y / height - 0.7) * 130 * dice.between(0.5, 1.2);
    body +=
      ellipse(x, y, r, r * 0.28, '#9a4f2c', 'opacity="0.5"') +
      ellipse(x, y + r * 0.06, r * 0.85, r * 0.2, '#d98f45', 'opacity="0.7"');
  }
  body +=
    dome(width * 0.3, height * 0.84, height * 0.32, seed) +
    dome(width * 0.585, height * 0.83, height * 0.13, `${seed}2`);
  return svg(width, height, body);
}

/** The planet in its bands, with the great red spot. */
function jupiter(x: number, y: number, r: number, seed: string): string {
  const wave = noise(`${seed} bands`);
  const bands = [
    '#e9cfa6',
    '#c98f64',
    '#f0dcb8',
    '#b8734f',
    '#f3e3c6',
    '#d9a878',
    '#a8624a',
    '#ecd0a4',
    '#c98f64',
    '#e3bf92',
    '#b07a5c',
  ];
  let body = rect(x - r, y - r, r * 2, r * 2, '#d9b488');
  bands.forEach((colour, band) => {
    const edge: Point[] = [];
    for (let step = -1; step <= 21; step++) {
      const px = x - r + (r * step) / 10;
      edge.push([
        px,
        y -
          r +
          r *
            2 *
            ((band + 0.1 * wave(step * 0.55, band * 3)) / bands.length + 0.03 * wave(band * 7.1)),
      ]);
    }
    body += shape(`${curve(edge)}V${y + r}H${x - r}Z`, colour);
  });
  body +=
    ellipse(x - r * 0.3, y + r * 0.34, r * 0.23, r * 0.12, '#f3dcbc') +
    ellipse(x - r * 0.3, y + r * 0.34, r * 0.19, r * 0.09, '#c4553a');
  const shade = radial('limb', [
    [0, '#1a0f2e', 0],
    [0.72, '#1a0f2e', 0.05],
    [1, '#1a0f2e', 0.6],
  ]);
  return `<defs>${shade}<clipPath id="disc"><circle cx="${x}" cy="${y}" r="${r}"/></clipPath></defs>${group(group(body, 'transform="rotate(0)"'), `clip-path="url(#disc)"`)}<circle cx="${x - r * 0.12}" cy="${y - r * 0.1}" r="${r * 1.18}" fill="url(#limb)" clip-path="url(#disc)"/>`;
}

function plume(x: number, y: number, tall: number): string {
  let body = shape(
    `M${x - 46} ${y + 20}L${x - 12} ${y - 14}H${x + 12}L${x + 46} ${y + 20}Z`,
    '#5c3442',
  );
  for (let jet = -4; jet <= 4; jet++) {
    const out = jet * tall * 0.22;
    body += stroke(
      `M${x} ${y - 14}Q${x + out * 0.6} ${y - tall * 1.5} ${x + out} ${y - tall * (0.5 - Math.abs(jet) * 0.06)}`,
      '#f6e6b0',
      3,
      'opacity="0.4"',
    );
  }
  return body;
}

function dome(x: number, y: number, r: number, seed: string): string {
  const dice = random(`dome ${seed}`);
  let plants = '';
  for (let plant = 0; plant < 15; plant++) {
    const px = x + (plant / 14 - 0.5) * r * 1.7;
    const tall = r * dice.between(0.2, 0.62) * Math.sqrt(1 - ((px - x) / r) ** 2);
    const leaf = dice.pick(['#4f9a64', '#7fb069', '#2f7a5f', '#a3c76b']);
    plants += stroke(
      `M${px} ${y}Q${px + dice.bell() * 14} ${y - tall * 0.5} ${px} ${y - tall}`,
      mix(leaf, '#1f3a3a', 0.3),
      r * 0.022,
    );
    for (let pair = 1; pair <= 4; pair++) {
      const ly = y - (tall * pair) / 4;
      const s = r * 0.085;
      for (const way of [-1, 1])
        plants += shape(
          `M${px} ${ly}q${way * s} ${-s * 1.1} ${way * s * 1.9} ${-s * 0.5}q${-way * s * 0.6} ${s * 0.9} ${-way * s * 1.9} ${s * 0.5}Z`,
          leaf,
        );
    }
    if (dice.chance(0.55))
      plants += circle(
        px,
        y - tall - r * 0.02,
        r * 0.045,
        dice.pick(['#f2a7b5', '#ffd27a', '#e4572e', '#fdf0d5']),
      );
  }
  const glass = `M${x - r} ${y}A${r} ${r} 0 0 1 ${x + r} ${y}Z`;
  let ribs = '';
  for (const share of [0.34, 0.72])
    ribs += `<path d="M${x - r * share} ${y}A${r * share} ${r} 0 0 1 ${x + r * share} ${y}" fill="none" stroke="#e7f3ee" stroke-width="3" opacity="0.7"/>`;
  for (const up of [0.38, 0.72]) {
    const half = r * Math.sqrt(1 - up * up);
    ribs += stroke(
      `M${x - half} ${y - r * up}Q${x} ${y - r * up + r * 0.06} ${x + half} ${y - r * up}`,
      '#e7f3ee',
      3,
      'opacity="0.7"',
    );
  }
  return (
    shape(glass, '#ffe9a8', 'opacity="0.3"') +
    plants +
    shape(glass, '#bfeee4', 'opacity="0.16"') +
    ribs +
    `<path d="${glass}" fill="none" stroke="#f3faf5" stroke-width="5"/>` +
    stroke(
      `M${x - r * 0.78} ${y - r * 0.3}Q${x - r * 0.7} ${y - r * 0.66} ${x - r * 0.34} ${y - r * 0.84}`,
      '#ffffff',
      r * 0.03,
      'opacity="0.75"',
    ) +
    rect(x - r * 1.06, y - 4, r * 2.12, r * 0.1, '#5b4a63', `rx="${r * 0.04}"`)
  );
}
