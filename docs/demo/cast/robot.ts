import { circle, ellipse, place, rect, shape, stroke } from '../svg.ts';
import { mirror } from './mirror.ts';

const shell = '#e3ebe4';
const shade = '#b5c9c4';
const teal = '#2a8c82';

/** Rusk the gardener: head at the origin, body down to 460. */
export function robot(): string {
  return torso() + head() + hat() + place(pot(), 0, -62);
}

function torso(): string {
  return (
    rect(-34, 120, 68, 90, '#7a8f92') +
    [140, 160, 180].map((y) => stroke(`M-34 ${y}H34`, '#5f7478', 5)).join('') +
    rect(-170, 190, 340, 300, shell, 'rx="70"') +
    shape('M-170 330V260C-170 216 -140 190 -100 190H-60V490H-170Z', shade) +
    shape('M-104 262H104V490H-104Z', teal) +
    mirror(
      shape('M-104 264L-120 190H-78L-62 264Z', teal) +
        circle(-84, 282, 13, '#e9c46a') +
        circle(-200, 270, 54, shade) +
        circle(-200, 270, 26, '#7a8f92') +
        stroke('M-200 300C-250 380 -190 420 -130 424', '#7a8f92', 36),
    ) +
    rect(-56, 310, 112, 60, '#237368', 'rx="12"') +
    stroke('M-46 326H46', '#7fc9b4', 4)
  );
}

function head(): string {
  const eye = rect(-88, -34, 52, 68, '#8ff2d0', 'rx="26"') + circle(-54, -14, 9, '#ffffff');
  return (
    mirror(rect(-196, -40, 44, 96, '#7a8f92', 'rx="18"') + circle(-176, 8, 13, '#e4572e')) +
    rect(-166, -132, 332, 276, shell, 'rx="84"') +
    shape(
      'M-166 60V-48C-166 -94 -128 -132 -82 -132H-60C-120 -100 -130 60 -60 144H-82C-128 144 -166 106 -166 60Z',
      shade,
    ) +
    rect(-128, -84, 256, 186, '#17324a', 'rx="62"') +
    mirror(eye + ellipse(-88, 58, 20, 10, '#f28f79', 'opacity="0.8"')) +
    stroke('M-30 50Q0 80 30 50', '#8ff2d0', 10) +
    stroke('M70 -62Q106 -54 108 -14', '#ffffff', 9, 'opacity="0.35"')
  );
}

function hat(): string {
  const straw = [0, 1, 2, 3, 4]
    .map((row) =>
      stroke(
        `M${-96 + row * 7} ${-150 - row * 20}Q0 ${-172 - row * 20} ${96 - row * 7} ${-150 - row * 20}`,
        '#d9a545',
        4,
      ),
    )
    .join('');
  const leaf = 'M0 0C18 -34 62 -40 86 -16C60 10 24 14 0 0Z';
  return (
    stroke('M0 -240Q-6 -280 4 -304', '#3f7a4f', 9) +
    shape(leaf, '#7fb069', 'transform="translate(4 -302) rotate(-14)"') +
    shape(leaf, '#5f9a5f', 'transform="translate(2 -296) scale(-0.8 0.8) rotate(6)"') +
    shape('M-112 -124C-110 -220 -60 -252 0 -252C60 -252 110 -220 112 -124Z', '#efc566') +
    straw +
    shape('M-114 -116C-50 -146 50 -146 114 -116V-152C50 -182 -50 -182 -114 -152Z', '#c8443a') +
    shape('M-252 -96C-160 -160 160 -160 252 -96C160 -74 -160 -74 -252 -96Z', '#efc566') +
    stroke('M-222 -98C-140 -136 140 -136 222 -98', '#d9a545', 4)
  );
}

function pot(): string {
  const leaf = (x: number, y: number, turn: number, s: number, colour: string) =>
    shape(
      'M0 0C-30 -30 -30 -80 0 -110C30 -80 30 -30 0 0Z',
      colour,
      `transform="translate(${x} ${y}) rotate(${turn}) scale(${s})"`,
    );
  return (
    leaf(0, 400, -52, 0.8, '#4f9a64') +
    leaf(0, 400, 52, 0.8, '#4f9a64') +
    leaf(0, 404, -22, 1, '#6fb56f') +
    leaf(0, 404, 24, 1, '#8fc77f') +
    stroke('M0 404V300', '#3f7a4f', 7) +
    [0, 60, 120, 180, 240, 300]
      .map(
        (turn) =>
          `<ellipse cx="0" cy="-22" rx="14" ry="21" fill="#f2a7b5" transform="translate(0 288) rotate(${turn})"/>`,
      )
      .join('') +
    circle(0, 288, 14, '#f7d08a') +
    shape('M-76 396H76L60 490H-60Z', '#c8643f') +
    rect(-86, 384, 172, 34, '#dd7a50', 'rx="8"') +
    mirror(circle(-92, 440, 36, shell) + stroke('M-118 428Q-92 414 -70 432', shade, 6))
  );
}
