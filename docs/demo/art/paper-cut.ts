import { mix } from '../colour.ts';
import { layered, noise } from '../noise.ts';
import { random } from '../random.ts';
import { circle, group, linear, lines, type Point, rect, shape, svg, tenth } from '../svg.ts';
import { fir, trunk } from './trees.ts';

export interface Paper {
  readonly light: readonly [string, string];
  /** Back to front. */
  readonly sheets: readonly [string, string];
  readonly animal: 'fox' | 'stag';
}

/** A wood cut out of coloured sheets, lit from behind, framed by its own front sheet. */
export function paperCut(paper: Paper, width: number, height: number, seed: string): string {
  const sheets = 6;
  let body = `<defs><filter id="lift" x="-10%" y="-10%" width="120%" height="120%"><feDropShadow dx="0" dy="6" stdDeviation="9" flood-color="#0a0d20" flood-opacity="0.5"/></filter>${linear(
    'light',
    [
      [0, paper.light[0]],
      [1, paper.light[1]],
    ],
  )}</defs>${rect(0, 0, width, height, 'url(#light)')}`;
  body += circle(width * 0.5, height * 0.36, width * 0.17, '#fffaf0', 'opacity="0.92"');
  for (let sheet = 0; sheet < sheets; sheet++) {
    const t = sheet / (sheets - 1);
    const colour = mix(paper.sheets[0], paper.sheets[1], t);
    const cut =
      sheet < 2
        ? firs(width, height, t, `${seed}${sheet}`)
        : wood(width, height, t, `${seed}${sheet}`);
    let piece = shape(cut, colour);
    if (sheet === 3)
      piece += animals[paper.animal](
        width * 0.5,
        height * 0.795,
        width * (paper.animal === 'fox' ? 0.002 : 0.0015),
        colour,
      );
    body += group(piece, 'filter="url(#lift)"');
  }
  const frame = opening(width, height, seed);
  body += group(
    shape(frame, mix(paper.sheets[1], '#060814', 0.35), 'fill-rule="evenodd"'),
    'filter="url(#lift)"',
  );
  return svg(width, height, body);
}

function firs(width: number, height: number, t: number, seed: string): string {
  const dice = random(seed);
  const ground = height * (0.6 + 0.1 * t);
  let d = '';
  for (let x = 0; x < width; x += width * dice.between(0.05, 0.1)) {
    d += fir(x, ground + height * 0.02, height * dice.between(0.12, 0.24) * (1 + t), dice);
  }
  return d + floor(width, height, ground, seed);
}

function wood(width: number, height: number, t: number, seed: string): string {
  const dice = random(seed);
  const ground = height * (0.6 + 0.3 * t);
  const gap = 0.1 + 0.22 * t;
  let d = floor(width, height, ground, seed);
  for (const side of [-1, 1]) {
    for (let step = 0; step < 3; step++) {
      const x = width * (0.5 + side * (gap + step * (0.13 - 0.02 * t) + dice.bell() * 0.02));
      d += trunk(x, ground + 16, width * (0.02 + 0.05 * t) * dice.between(0.8, 1.2), dice);
    }
  }
  for (let tuft = 0; tuft < 16; tuft++) {
    const x = width * dice.next();
    const tall = height * 0.03 * dice.between(0.5, 1.2) * (0.5 + t);
    for (const lean of [-0.7, -0.2, 0.3, 0.8]) {
      d += `M${tenth(x - 5)} ${tenth(ground + 14)}Q${tenth(x)} ${tenth(ground - tall * 0.4)} ${tenth(x + lean * tall)} ${tenth(ground - tall)}Q${tenth(x + 6)} ${tenth(ground - tall * 0.3)} ${tenth(x + 8)} ${tenth(ground + 14)}Z`;
    }
  }
  return d;
}

function floor(width: number, height: number, ground: number, seed: string): string {
  const bumps = layered(noise(seed), 2);
  const crest: Point[] = [];
  for (let x = -30; x <= width + 30; x += 20)
    crest.push([x, ground - bumps((x / width) * 3) * height * 0.025]);
  return `${lines(crest)}V${height + 30}H-30Z`;
}

/** The front sheet: all of the picture but a wavy round hole. */
function opening(width: number, height: number, seed: string): string {
  const bumps = noise(`${seed} hole`);
  const edge: Point[] = [];
  for (let step = 0; step < 120; step++) {
    const turn = (step / 120) * Math.PI * 2;
    const out = 0.46 + bumps(Math.cos(turn) * 1.6 + 5, Math.sin(turn) * 1.6) * 0.022;
    edge.push([width * (0.5 + Math.cos(turn) * out), height * (0.5 + Math.sin(turn) * out)]);
  }
  return `M-30 -30H${width + 30}V${height + 30}H-30Z${lines(edge, 'Z')}`;
}

const animals = {
  fox: (x: number, y: number, s: number, colour: string) =>
    `<g transform="translate(${x} ${y}) scale(${s})">${shape('M-60 0C-66 -44 -40 -74 -8 -78C6 -92 10 -112 8 -134L22 -116L38 -118L52 -136C56 -112 50 -90 36 -80C40 -60 40 -30 40 0H26L22 -34C18 -22 18 -10 18 0H4C4 -12 -4 -20 -20 -20C-30 -18 -34 -8 -34 0ZM-50 -4C-90 10 -128 -10 -120 -52C-112 -30 -92 -26 -72 -30Z', '#e0692f')}${shape('M-120 -52C-112 -30 -104 -28 -96 -27C-100 -16 -108 -14 -114 -20C-119 -28 -122 -40 -120 -52ZM16 -104L30 -82L46 -104C42 -92 38 -84 30 -80C22 -84 18 -92 16 -104Z', '#fff3e2')}${circle(22, -106, 3, mix(colour, '#000000', 0.5))}${circle(38, -106, 3, mix(colour, '#000000', 0.5))}</g>`,
  stag: (x: number, y: number, s: number, colour: string) =>
    `<g transform="translate(${x} ${y}) scale(${s})">${shape('M-76 -92C-70 -104 -40 -108 -14 -104C10 -104 26 -112 32 -134L36 -152L26 -160L40 -164C46 -172 56 -172 62 -164L80 -152C80 -146 72 -144 60 -146C58 -122 54 -100 44 -84L46 -44L52 0H44L36 -44L30 -66L26 -44L30 0H22L18 -44L14 -66C-8 -60 -30 -62 -46 -66L-56 -46L-52 0H-60L-66 -46L-64 -62L-72 -44L-76 0H-84L-80 -46L-78 -70C-84 -76 -90 -78 -92 -66C-94 -82 -86 -92 -76 -92ZM42 -164C30 -176 22 -196 28 -220L33 -200L44 -222L40 -198L52 -208L43 -188C42 -180 46 -172 50 -168ZM52 -166C58 -182 68 -192 84 -204L78 -186L92 -192L78 -178L88 -178L68 -168Z', mix(colour, '#060814', 0.45))}</g>`,
};
