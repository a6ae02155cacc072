import { mix } from '../colour.ts';
import { random } from '../random.ts';
import { circle, group, linear, place, rect, shape, stroke, svg } from '../svg.ts';
import { star } from './cat.ts';

export interface CardLook {
  readonly frame: string;
  readonly line: string;
  readonly sky: readonly [string, string];
  readonly behind: 'rays' | 'shelves' | 'moon' | 'leaves';
}

/** A portrait in an arched window with corner ornaments. */
export function card(figure: string, look: CardLook, width: number, height: number): string {
  const w = 900;
  const h = 1200;
  const arch = 'M120 1010V430C120 240 270 120 450 120C630 120 780 240 780 430V1010Z';
  const clip = `<defs><clipPath id="arch"><path d="${arch}"/></clipPath>${linear('sky', [
    [0, look.sky[0]],
    [1, look.sky[1]],
  ])}</defs>`;
  let body = clip + rect(0, 0, w, h, look.frame);
  body +=
    rect(34, 34, w - 68, h - 68, 'none', `stroke="${look.line}" stroke-width="5" rx="26"`) +
    rect(52, 52, w - 104, h - 104, 'none', `stroke="${look.line}" stroke-width="2" rx="16"`);
  for (const [x, y] of [
    [100, 100],
    [800, 100],
    [100, 1100],
    [800, 1100],
  ] as const)
    body +=
      star(x, y, 26, look.line) +
      circle(x, y, 36, 'none', `stroke="${look.line}" stroke-width="3"`);
  body += group(
    rect(0, 0, w, h, 'url(#sky)') + backdrops[look.behind](look) + place(figure, 450, 590, 1.02),
    'clip-path="url(#arch)"',
  );
  body +=
    stroke(`${arch}`, look.line, 10) + shape('M450 1046L486 1082L450 1118L414 1082Z', look.line);
  body +=
    stroke('M180 1082H384M516 1082H720', look.line, 4) +
    [180, 720].map((x) => circle(x, 1082, 9, look.line)).join('');
  return svg(width, height, place(body, 0, 0, width / w));
}

const backdrops = {
  rays: (look: CardLook) => {
    let body = '';
    for (let ray = 0; ray < 18; ray++)
      body += `<path d="M450 560L-60 470L-60 650Z" fill="${mix(look.sky[0], '#ffffff', 0.3)}" opacity="0.6" transform="rotate(${ray * 20} 450 560)"/>`;
    return body + circle(450, 560, 270, mix(look.sky[0], '#c8553d', 0.35));
  },
  shelves: (look: CardLook) => {
    const dice = random('shelves');
    let body = '';
    for (let shelf = 0; shelf < 6; shelf++) {
      const floor = 260 + shelf * 150;
      for (let x = 120; x < 780; ) {
        const thick = dice.between(20, 46);
        const tall = dice.between(80, 122);
        const colour = mix(
          dice.pick(['#8f2d3f', '#2f625e', '#3d5a99', '#c97f2b', '#5a3a5c', '#b8734f']),
          look.sky[0],
          0.45,
        );
        if (dice.chance(0.9))
          body +=
            rect(x, floor - tall, thick - 3, tall, colour, 'rx="3"') +
            rect(x, floor - tall + 16, thick - 3, 7, mix(colour, '#ffffff', 0.35));
        x += thick;
      }
      body += rect(100, floor, 700, 14, mix(look.sky[0], '#000000', 0.35));
    }
    return body;
  },
  moon: () => {
    const dice = random('card moon');
    let body =
      circle(450, 470, 262, '#fdf0cf') +
      circle(380, 400, 46, '#eddcb0') +
      circle(560, 520, 60, '#eddcb0') +
      circle(520, 320, 28, '#eddcb0');
    for (let at = 0; at < 46; at++)
      body += star(dice.between(120, 780), dice.between(130, 1000), dice.between(3, 10), '#ffe9b8');
    return body;
  },
  leaves: (look: CardLook) => {
    const dice = random('card leaves');
    let body = circle(450, 520, 290, mix(look.sky[0], '#ffffff', 0.5));
    for (let at = 0; at < 44; at++) {
      const colour = mix(
        dice.pick(['#4f9a64', '#7fb069', '#2f7a5f', '#a3c76b']),
        look.sky[0],
        0.25,
      );
      const [side, y] = [dice.chance(0.5), dice.between(150, 1010)];
      const x = side ? 120 + dice.next() ** 2 * 170 : 780 - dice.next() ** 2 * 170;
      body += shape(
        'M0 0C-34 -34 -34 -96 0 -130C34 -96 34 -34 0 0Z',
        colour,
        `transform="translate(${x.toFixed(0)} ${y.toFixed(0)}) rotate(${(side ? 60 : -60) + dice.bell() * 50}) scale(${dice.between(0.8, 1.5).toFixed(2)})"`,
      );
    }
    return body;
  },
};
