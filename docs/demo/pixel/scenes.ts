import { mix } from '../colour.ts';
import { layered, noise } from '../noise.ts';
import { random } from '../random.ts';
import { box, type Canvas, canvas, cropped, disc, dithered, dot, stamp } from './canvas.ts';
import { catSprite, foxSprite, owlSprite, robotSprite, type Sprite, walk } from './sprites.ts';

/** Pim on a village street at dusk. */
export function village(): Canvas {
  const on = canvas(160, 110);
  dithered(on, 0, 84, ['#3b2a5c', '#7a3f70', '#c5516b', '#f08a5b', '#ffc98a']);
  disc(on, 122, 52, 12, '#ffe9b0');
  ridge(on, 72, 14, '#8a4468', 'far', 0);
  ridge(on, 80, 9, '#5c2f58', 'near', 0);
  for (const [x, w, h, wall] of [
    [2, 26, 34, '#8f5a5a'],
    [30, 20, 26, '#a8705c'],
    [112, 22, 28, '#95605f'],
    [134, 24, 38, '#7a4a5c'],
  ] as const) {
    house(on, x, 92, w, h, wall);
  }
  box(on, 0, 92, 160, 18, '#4a2f4f');
  cobbles(on, 94, '#5f3f5c');
  for (const x of [56, 104]) lamp(on, x, 94);
  sprite(on, foxSprite, 70, 76);
  return cropped(on, 22, 20, 116, 90);
}

/** Rusk among the beds of the greenhouse. */
export function greenhouse(): Canvas {
  const on = canvas(120, 150);
  dithered(on, 0, 112, ['#161a3f', '#2d2a5c', '#5b3a70', '#8a5a70']);
  stars(on, 110, 60, 'greenhouse');
  disc(on, 86, 34, 22, '#d9a878');
  for (const [y, colour] of [
    [22, '#f0dcb8'],
    [29, '#b8734f'],
    [36, '#f3e3c6'],
    [44, '#a8624a'],
  ] as const) {
    for (let x = 64; x < 109; x++) {
      for (let row = 0; row < 4; row++)
        if ((x - 86) ** 2 + (y + row - 34) ** 2 < 480) dot(on, x, y + row, colour);
    }
  }
  for (const x of [0, 29, 59, 89, 118]) box(on, x, 0, 2, 120, '#b9d9cf');
  for (const y of [0, 56, 112]) box(on, 0, y, 120, 2, '#b9d9cf');
  box(on, 0, 114, 120, 36, '#7a4f3a');
  box(on, 0, 114, 120, 2, '#a8744c');
  const dice = random('beds');
  for (let plant = 0; plant < 26; plant++) {
    const x = 2 + plant * 4.6;
    if (x > 42 && x < 74) continue;
    const tall = dice.whole(8, 38);
    const leaf = dice.pick(['#4f9a64', '#7fb069', '#2f7a5f', '#a3c76b']);
    for (let up = 0; up < tall; up++) {
      dot(on, x, 114 - up, mix(leaf, '#1f3a3a', 0.35));
      if (up % 4 === 2) box(on, x - 2, 114 - up, 2, 1, leaf);
      if (up % 4 === 0 && up) box(on, x + 1, 114 - up, 3, 2, leaf);
    }
    disc(on, x, 113 - tall, 1, dice.pick(['#f2a7b5', '#ffd27a', '#e4572e', '#fdf0d5']));
  }
  cobbles(on, 120, '#8a5a40');
  sprite(on, robotSprite, 50, 104);
  return on;
}

/** All four friends under a string of lanterns. */
export function party(): Canvas {
  const [width, height] = [136, 82];
  const on = canvas(width, height);
  dithered(on, 0, 64, ['#141a40', '#232a5c', '#3f3a78', '#6a4a8a']);
  stars(on, width, 44, 'party');
  disc(on, 68, 28, 13, '#fdf3d7');
  disc(on, 64, 24, 3, '#eddcb0');
  disc(on, 73, 32, 2, '#eddcb0');
  ridge(on, 58, 12, '#2b2a5c', 'party far', 0);
  ridge(on, 64, 7, '#1c1d45', 'party near', 0);
  box(on, 0, 65, width, 17, '#6b4438');
  for (const y of [65, 71, 77]) box(on, 0, y, width, 1, '#8a5a44');
  for (let x = 0; x < width; x++) {
    const sag = 10 - Math.abs(((x / 34) % 1) - 0.5) * 14;
    dot(on, x, sag, '#3a2a4f');
    if (x % 17 !== 8) continue;
    const colour =
      ['#f7d08a', '#ef7f61', '#8fd0c0', '#f2a7b5'][Math.floor(x / 17) % 4] ?? '#f7d08a';
    disc(on, x, Math.floor(sag) + 5, 4, mix(colour, '#6a4a8a', 0.55));
    disc(on, x, Math.floor(sag) + 5, 3, colour);
    box(on, x - 1, sag + 4, 2, 2, '#fffbe6');
  }
  [owlSprite, foxSprite, catSprite, robotSprite].forEach((who, at) => {
    sprite(on, who, 9 + at * 33, 76 - who.rows.length);
  });
  return on;
}

/** One figure alone on nothing. */
export function alone(who: Sprite): Canvas {
  const on = canvas(24, 30);
  sprite(on, who, 2, 28 - who.rows.length);
  return on;
}

/** Pim on the night round, as a loop that ends where it starts. */
export function nightRound(): Canvas[] {
  const period = 128;
  return Array.from({ length: 16 }, (_, frame) => {
    const on = canvas(period, 88);
    dithered(on, 0, 72, ['#101738', '#1d2a5e', '#3f3f7a', '#7a5a8c']);
    stars(on, period, 40, 'round');
    disc(on, 98, 20, 9, '#fdf3d7');
    disc(on, 95, 18, 2, '#e3d3a5');
    ridge(on, 62, 14, '#33376e', 'round far', frame * 8);
    for (let tree = 0; tree < 8; tree++) {
      fir(on, ((tree * 16 + 300 - frame * 8) % period) - 4, 74, 14 + ((tree * 7) % 9), '#1c2150');
    }
    box(on, 0, 72, period, 16, '#2c2148');
    for (let x = 0; x < period; x++) {
      if ((x + frame * 8) % 16 < 9) dot(on, x, 78, '#4a3a66');
      if ((x + frame * 8 + 5) % 32 < 5) dot(on, x, 83, '#4a3a66');
    }
    const step = walk[frame % 4];
    if (step) sprite(on, step, 46, 60 - (frame % 2));
    disc(on, 76, 72 - (frame % 2), 2, '#ffd27a');
    dot(on, 76, 72 - (frame % 2), '#fffbe6');
    return on;
  });
}

/** Sable on her broom before the moon, rising and falling. */
export function broomRide(): Canvas[] {
  return Array.from({ length: 12 }, (_, frame) => {
    const on = canvas(112, 112);
    dithered(on, 0, 112, ['#17163f', '#2f2863', '#5a3a80', '#a85a86']);
    stars(on, 112, 90, `sky ${frame % 3}`);
    disc(on, 56, 52, 36, '#fdf0cf');
    for (const [x, y, r] of [
      [40, 38, 6],
      [70, 64, 8],
      [62, 28, 4],
      [36, 66, 4],
    ] as const)
      disc(on, x, y, r, '#eddcb0');
    for (const [y, w, speed] of [
      [84, 46, 1],
      [96, 60, 2],
      [106, 80, 3],
    ] as const) {
      const x = ((y * 7 + frame * speed * (112 / 12)) % 112) - w / 2;
      for (const round of [x - 112, x, x + 112]) {
        box(on, round, y, w, 4, '#c98aa8');
        box(on, round + 6, y - 3, w * 0.55, 3, '#c98aa8');
      }
    }
    const rise = Math.round(Math.sin((frame / 12) * Math.PI * 2) * 4);
    box(on, 22, 70 + rise, 66, 2, '#7a4f3a');
    for (let straw = 0; straw < 7; straw++)
      box(
        on,
        12 + straw,
        71 + rise - Math.min(5, 7 - straw),
        2,
        2 * Math.min(5, 7 - straw),
        '#d9a545',
      );
    box(on, 20, 69 + rise, 2, 4, '#c8443a');
    sprite(on, catSprite, 46, 46 + rise);
    return on;
  });
}

function sprite(on: Canvas, who: Sprite, x: number, y: number): void {
  stamp(on, who.rows, who.palette, x, y);
}

/** A skyline whose bumps repeat every `width` pixels. */
function ridge(
  on: Canvas,
  base: number,
  tall: number,
  colour: string,
  seed: string,
  shift: number,
) {
  const bumps = layered(noise(seed), 3);
  for (let x = 0; x < on.width; x++) {
    const turn = ((x + shift) / on.width) * Math.PI * 2;
    const up = Math.round(tall * (0.4 + bumps(Math.cos(turn) * 1.6 + 5, Math.sin(turn) * 1.6)));
    box(on, x, base - up, 1, on.height - base + up, colour);
  }
}

function stars(on: Canvas, width: number, height: number, seed: string): void {
  const dice = random(`pixel stars ${seed}`);
  for (let star = 0; star < 34; star++) {
    dot(
      on,
      dice.whole(0, width - 1),
      dice.whole(0, height),
      dice.pick(['#ffffff', '#ffe9b8', '#a8b8e8']),
    );
  }
}

function house(on: Canvas, x: number, ground: number, w: number, h: number, wall: string): void {
  box(on, x, ground - h, w, h, wall);
  box(on, x, ground - h, 2, h, mix(wall, '#ffc98a', 0.3));
  for (let row = 0; row < w / 2 + 2; row++) {
    box(on, x - 2 + row, ground - h - row, w + 4 - row * 2, 1, row % 3 ? '#4a2748' : '#5f3355');
  }
  for (let wy = ground - h + 5; wy < ground - 12; wy += 11) {
    for (let wx = x + 4; wx < x + w - 5; wx += 8) {
      box(on, wx, wy, 5, 6, '#3a2140');
      box(on, wx + 1, wy + 1, 3, 4, (wx + wy) % 3 ? '#ffd27a' : '#6f4a6a');
    }
  }
  box(on, x + w / 2 - 3, ground - 9, 6, 9, '#3a2140');
}

function lamp(on: Canvas, x: number, ground: number): void {
  box(on, x, ground - 26, 2, 26, '#2b1c2e');
  disc(on, x + 0.5, ground - 29, 5, '#c97f6b');
  box(on, x - 2, ground - 32, 6, 6, '#ffd27a');
  box(on, x, ground - 31, 2, 4, '#fffbe6');
  box(on, x - 3, ground - 33, 8, 1, '#2b1c2e');
}

function cobbles(on: Canvas, top: number, colour: string): void {
  for (let y = top; y < on.height; y += 4) {
    for (let x = (y / 2) % 4; x < on.width; x += 8) box(on, x, y, 5, 2, colour);
  }
}

function fir(on: Canvas, x: number, ground: number, tall: number, colour: string): void {
  for (let up = 0; up < tall; up++) {
    const half = Math.floor((tall - up) * 0.22) + (up % 4 === 0 ? 1 : 0);
    box(on, x - half, ground - up, half * 2 + 1, 1, colour);
  }
}
