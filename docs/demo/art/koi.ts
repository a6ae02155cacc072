import { mix } from '../colour.ts';
import { noise } from '../noise.ts';
import { random } from '../random.ts';
import {
  blur,
  circle,
  curve,
  ellipse,
  group,
  linear,
  type Point,
  rect,
  shape,
  stroke,
  svg,
} from '../svg.ts';

const coats = [
  ['#fff6ea', '#e4572e', '#e4572e'],
  ['#f58a3c', '#fff1dc', '#f9b266'],
  ['#fff6ea', '#c93a2b', '#27304f'],
  ['#f3c34b', '#f7dd92', '#e09a2f'],
  ['#2b3557', '#f3ead9', '#e4572e'],
  ['#fff6ea', '#f08a4b', '#e4572e'],
  ['#fbe7d3', '#d9432f', '#d9432f'],
] as const;

/** Koi and lily pads seen from above. */
export function koiPond(width: number, height: number, seed: string): string {
  const dice = random(seed);
  let body = `<defs>${blur('deep', 9)}${linear('pond', [
    [0, '#2a8c8c'],
    [0.5, '#1b6a78'],
    [1, '#124a63'],
  ])}</defs>${rect(0, 0, width, height, 'url(#pond)')}`;
  for (let ripple = 0; ripple < 9; ripple++) {
    const [x, y] = [dice.next() * width, dice.next() * height];
    for (const r of [30, 58, 90])
      body += circle(
        x,
        y,
        r * dice.between(0.9, 1.2),
        'none',
        `stroke="#bfe8df" stroke-width="2.5" opacity="${0.34 - r / 400}"`,
      );
  }
  const places = [
    [0.3, 0.2, 60],
    [0.72, 0.3, 200],
    [0.4, 0.44, -20],
    [0.7, 0.56, 110],
    [0.26, 0.66, 250],
    [0.6, 0.8, 20],
    [0.86, 0.84, 290],
  ] as const;
  const fish = places.map(([x, y, turn], which) => {
    const size = height * dice.between(0.1, 0.125);
    return {
      x: x * width,
      y: y * height,
      turn,
      drawing: koi(size, which, `${seed}${which}`),
      shadow: koiShadow(size, `${seed}${which}`),
    };
  });
  const put = (d: string, x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})">${d}</g>`;
  body += group(
    fish.map((one) => put(one.shadow, one.x + 26, one.y + 40, one.turn)).join(''),
    'filter="url(#deep)" opacity="0.45"',
  );
  body += fish.map((one) => put(one.drawing, one.x, one.y, one.turn)).join('');
  const pads: [number, number, number][] = [
    [0.08, 0.07, 0.13],
    [0.24, 0.03, 0.08],
    [0.93, 0.1, 0.11],
    [0.95, 0.45, 0.08],
    [0.05, 0.9, 0.14],
    [0.2, 0.97, 0.09],
    [0.5, 0.97, 0.07],
    [0.04, 0.47, 0.06],
  ];
  for (const [x, y, r] of pads)
    body += lilyPad(
      x * width,
      y * height,
      r * width,
      dice.between(0, 360),
      dice.pick(['#7fb069', '#5f9a5f', '#9cc078']),
    );
  body +=
    lotus(0.1 * width, 0.9 * height, 0.075 * width) +
    lotus(0.93 * width, 0.1 * height, 0.055 * width);
  return svg(width, height, body);
}

/** Along the spine: half the body's width at a share of its length. */
const girth = (t: number) =>
  0.19 * Math.sin(Math.PI * Math.min(1, t * 0.86 + 0.13)) ** 0.8 * (1 - t * 0.45);

function spine(size: number, seed: string): (t: number) => Point {
  const dice = random(`spine ${seed}`);
  const bend = dice.between(0.16, 0.3) * (dice.chance(0.5) ? 1 : -1);
  return (t) => [size * (1 - 2 * t), Math.sin(t * 4.2 - 0.9) * size * bend * t];
}

function outline(size: number, seed: string): string {
  const along = spine(size, seed);
  const sides: [Point[], Point[]] = [[], []];
  for (let step = 0; step <= 20; step++) {
    const t = step / 20;
    const [x, y] = along(t);
    const half = girth(t) * size * 1.5;
    sides[0].push([x, y - half]);
    sides[1].unshift([x, y + half]);
  }
  return `${curve([...sides[0], ...sides[1]])}Z`;
}

function tail(size: number, seed: string, colour: string): string {
  const [x, y] = spine(size, seed)(0.97);
  const s = size * 0.62;
  return shape(
    `M${x + s * 0.2} ${y}C${x - s * 0.2} ${y - s * 0.2} ${x - s * 0.6} ${y - s * 0.7} ${x - s * 1.1} ${y - s * 0.55}C${x - s * 0.8} ${y - s * 0.25} ${x - s * 0.75} ${y} ${x - s * 0.7} ${y + s * 0.1}C${x - s * 0.85} ${y + s * 0.3} ${x - s * 0.9} ${y + s * 0.5} ${x - s} ${y + s * 0.75}C${x - s * 0.5} ${y + s * 0.65} ${x - s * 0.2} ${y + s * 0.2} ${x + s * 0.2} ${y}Z`,
    colour,
    'opacity="0.82"',
  );
}

function fins(size: number, seed: string, colour: string): string {
  const [x, y] = spine(size, seed)(0.3);
  const s = size * 0.4;
  const fin = (way: number) =>
    shape(
      `M${x + s * 0.2} ${y + way * s * 0.5}C${x + s * 0.3} ${y + way * s * 1.2} ${x - s * 0.3} ${y + way * s * 1.6} ${x - s * 0.7} ${y + way * s * 1.5}C${x - s * 0.6} ${y + way * s} ${x - s * 0.4} ${y + way * s * 0.6} ${x - s * 0.2} ${y + way * s * 0.4}Z`,
      colour,
      'opacity="0.8"',
    );
  return fin(1) + fin(-1);
}

function koiShadow(size: number, seed: string): string {
  return (
    shape(outline(size, seed), '#06283a') +
    tail(size, seed, '#06283a') +
    fins(size, seed, '#06283a')
  );
}

function koi(size: number, which: number, seed: string): string {
  const [base, patch, spot] = coats[which % coats.length] ?? coats[0];
  const dice = random(`coat ${seed}`);
  const along = spine(size, seed);
  const wobble = noise(`patch ${seed}`);
  const id = `koi${which}`;
  let marks = '';
  for (const [from, colour, big] of [
    [0.1, patch, 0.24],
    [0.4, patch, 0.3],
    [0.72, patch, 0.2],
    [0.28, spot, 0.12],
    [0.58, spot, 0.12],
  ] as const) {
    const [x, y] = along(from + dice.bell() * 0.05);
    const blob: Point[] = [];
    for (let step = 0; step <= 14; step++) {
      const turn = (step / 14) * Math.PI * 2;
      const r =
        big * size * (0.85 + 0.55 * wobble(Math.cos(turn) * 1.5 + from * 9, Math.sin(turn) * 1.5));
      blob.push([x + Math.cos(turn) * r * 1.25, y + dice.bell() * 1 + Math.sin(turn) * r]);
    }
    marks += shape(`${curve(blob)}Z`, colour);
  }
  const [hx, hy] = along(0.09);
  const back: Point[] = Array.from({ length: 9 }, (_, step) => along(0.3 + step * 0.07));
  return (
    tail(size, seed, mix(base, patch, 0.35)) +
    fins(size, seed, mix(base, patch, 0.2)) +
    shape(outline(size, seed), base) +
    `<clipPath id="${id}"><path d="${outline(size, seed)}"/></clipPath>` +
    group(marks, `clip-path="url(#${id})"`) +
    stroke(curve(back), mix(patch, '#5a2a2f', 0.25), size * 0.035, 'opacity="0.6"') +
    circle(hx, hy - size * 0.13, size * 0.03, '#1b2038') +
    circle(hx, hy + size * 0.13, size * 0.03, '#1b2038')
  );
}

function lilyPad(x: number, y: number, r: number, turn: number, colour: string): string {
  let veins = '';
  for (let vein = 1; vein < 9; vein++) {
    const angle = (vein * 40 * Math.PI) / 180;
    veins += stroke(
      `M0 0L${(Math.cos(angle) * r * 0.86).toFixed(1)} ${(Math.sin(angle) * r * 0.86).toFixed(1)}`,
      mix(colour, '#ffffff', 0.28),
      2.5,
    );
  }
  const pad = shape(
    `M0 0L${r * 0.97} ${r * 0.24}A${r} ${r} 0 1 1 ${r * 0.97} ${-r * 0.24}Z`,
    colour,
  );
  return `${ellipse(x + 14, y + 24, r, r, '#06283a', 'opacity="0.3" filter="url(#deep)"')}<g transform="translate(${x} ${y}) rotate(${turn})">${pad}${veins}</g>`;
}

function lotus(x: number, y: number, r: number): string {
  let body = '';
  for (const [ring, colour] of [
    [1, '#f2a7b5'],
    [0.74, '#f8c6cf'],
    [0.48, '#fde3e4'],
  ] as const) {
    for (let petal = 0; petal < 9; petal++) {
      const p = r * ring;
      body += `<path d="M0 0C${p * 0.36} ${-p * 0.3} ${p * 0.3} ${-p * 0.85} 0 ${-p}C${-p * 0.3} ${-p * 0.85} ${-p * 0.36} ${-p * 0.3} 0 0Z" fill="${colour}" stroke="#e58a9c" stroke-width="1.5" transform="translate(${x} ${y}) rotate(${petal * 40 + ring * 50})"/>`;
    }
  }
  return body + circle(x, y, r * 0.16, '#f3c34b');
}
