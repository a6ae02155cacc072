import { circle, ellipse, shape, stroke } from '../svg.ts';
import { mirror } from './mirror.ts';

const fur = '#2c2744';
const soft = '#413a63';

/** Sable the witch: head at the origin, cloak down to 460. */
export function cat(): string {
  return cloak() + head() + hat();
}

function cloak(): string {
  return (
    shape('M-240 480C-230 340 -160 226 -70 196H70C160 226 230 340 240 480Z', '#6a3f86') +
    shape(
      'M-240 480C-232 390 -200 310 -156 262L-96 480ZM240 480C232 390 200 310 156 262L96 480Z',
      '#54306f',
    ) +
    shape('M-56 200L0 480L56 200Z', '#33294f') +
    mirror(shape('M-150 170C-110 160 -70 170 -20 226C-70 262 -130 258 -176 226Z', '#8453a3')) +
    star(0, 232, 34, '#f7d08a') +
    [
      [-150, 380],
      [150, 350],
      [-190, 440],
      [186, 440],
      [-112, 320],
    ]
      .map(([x = 0, y = 0]) => star(x, y, 13, '#f2c9e0'))
      .join('')
  );
}

function head(): string {
  const ear =
    shape('M-166 -30C-190 -110 -190 -170 -172 -220C-124 -200 -80 -160 -56 -116Z', fur) +
    shape(
      'M-156 -168C-128 -152 -104 -130 -90 -108L-148 -76C-158 -110 -160 -140 -156 -168Z',
      '#c97f9c',
    );
  const eye =
    shape('M-116 8C-106 -34 -44 -34 -34 14C-52 44 -100 42 -116 8Z', '#c9e265') +
    ellipse(-74, 6, 12, 29, '#17132b') +
    circle(-66, -8, 7, '#ffffff') +
    stroke('M-122 4C-106 -40 -42 -38 -30 14', '#17132b', 9);
  return (
    mirror(ear) +
    shape(
      'M0 -142C104 -142 168 -86 172 2C174 52 160 84 186 104C150 108 140 112 118 130C84 160 44 172 0 172C-44 172 -84 160 -118 130C-140 112 -150 108 -186 104C-160 84 -174 52 -172 2C-168 -86 -104 -142 0 -142Z',
      fur,
    ) +
    shape(
      'M0 60C44 52 78 84 66 116C56 150 26 160 0 162C-26 160 -56 150 -66 116C-78 84 -44 52 0 60Z',
      soft,
    ) +
    mirror(
      eye +
        ellipse(-124, 66, 24, 13, '#c97f9c', 'opacity="0.5"') +
        stroke('M-90 92L-206 74M-90 106L-212 112M-88 120L-202 146', '#e7dff5', 4),
    ) +
    shape('M-18 66Q0 58 18 66Q12 86 0 90Q-12 86 -18 66Z', '#f2a7b5') +
    stroke('M0 90V102M-34 104Q-16 124 0 102Q16 124 34 104', '#17132b', 6) +
    shape('M16 116L22 132L30 114Z', '#ffffff')
  );
}

function hat(): string {
  return (
    shape(
      'M-112 -96C-92 -230 -66 -330 30 -396C74 -420 118 -400 128 -364C92 -376 74 -356 80 -322C94 -250 102 -170 112 -96Z',
      '#4a2d68',
    ) +
    shape(
      'M30 -396C74 -420 118 -400 128 -364C92 -376 74 -356 80 -322C60 -350 30 -340 -10 -350C0 -368 14 -386 30 -396Z',
      '#5d3a80',
    ) +
    shape('M-118 -108C-60 -140 60 -140 118 -108L110 -160C60 -184 -54 -184 -104 -160Z', '#e4779a') +
    shape(
      'M-262 -62C-190 -128 190 -128 262 -62C190 -20 110 -66 0 -66C-110 -66 -190 -20 -262 -62Z',
      '#3a2255',
    ) +
    shape('M-262 -62C-190 -128 190 -128 262 -62C180 -98 -180 -98 -262 -62Z', '#5d3a80') +
    `<path d="M20 -148a27 27 0 1 1 -30 -36a21 21 0 1 0 30 36Z" fill="#f7d08a"/>` +
    star(-34, -258, 12, '#f7d08a') +
    star(36, -230, 9, '#f2c9e0') +
    star(14, -310, 9, '#f7d08a')
  );
}

/** A five-pointed star. */
export function star(x: number, y: number, r: number, colour: string): string {
  let d = '';
  for (let point = 0; point < 10; point++) {
    const out = point % 2 ? r * 0.45 : r;
    const turn = (point * Math.PI) / 5 - Math.PI / 2;
    d += `${point ? 'L' : 'M'}${(x + Math.cos(turn) * out).toFixed(1)} ${(y + Math.sin(turn) * out).toFixed(1)}`;
  }
  return shape(`${d}Z`, colour);
}
