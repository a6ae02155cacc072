import { circle, ellipse, rect, shape, stroke } from '../svg.ts';
import { mirror } from './mirror.ts';

const brown = '#7a5642';
const tan = '#c99b6d';
const cream = '#f7e6cb';

/** Ottoline the librarian: head at the origin, body down to 460. */
export function owl(): string {
  return feathers() + head() + book();
}

function feathers(): string {
  let breast = '';
  for (let row = 0; row < 6; row++) {
    for (let column = -4; column <= 4; column++) {
      const x = column * 46 + (row % 2 ? 23 : 0);
      if (Math.abs(x) > 150 + row * 6) continue;
      breast += shape(
        `M${x - 23} ${190 + row * 46}a23 27 0 0 0 46 0Z`,
        row % 2 ? '#e3c196' : '#d4aa7b',
      );
    }
  }
  return (
    shape('M-225 480C-250 320 -190 150 -100 120H100C190 150 250 320 225 480Z', tan) +
    breast +
    mirror(
      shape('M-130 150C-240 190 -270 340 -240 480H-150C-180 380 -170 250 -130 150Z', brown) +
        stroke('M-232 330Q-206 350 -182 330M-240 390Q-210 410 -178 390', '#5f4033', 6),
    ) +
    shape('M-150 138C-80 212 80 212 150 138L160 176C80 258 -80 258 -160 176Z', '#3f7a74') +
    shape('M-26 206L-52 300L-10 280L0 230L10 280L52 300L26 206Z', '#2f625e') +
    circle(0, 214, 20, '#e9c46a')
  );
}

function head(): string {
  const disc =
    circle(-72, -4, 92, cream) +
    circle(-72, -4, 92, 'none', 'stroke="#e3c196" stroke-width="9" stroke-dasharray="4 15"');
  const eye =
    circle(-66, -4, 48, '#f0a93b') +
    circle(-62, -4, 31, '#2b1f2e') +
    circle(-50, -18, 11, '#ffffff') +
    circle(-72, 8, 5, '#ffffff');
  const glass =
    circle(-68, -4, 66, '#dff1ee', 'fill-opacity="0.14" stroke="#c8443a" stroke-width="10"') +
    stroke('M-134 -10L-176 -32', '#c8443a', 10);
  return (
    mirror(
      shape('M-178 -40C-196 -120 -206 -180 -196 -226C-150 -204 -110 -170 -84 -130Z', brown) +
        shape('M-176 -96C-184 -140 -188 -170 -182 -194C-156 -178 -132 -156 -114 -132Z', tan),
    ) +
    shape(
      'M0 -168C124 -168 190 -92 186 8C182 112 104 176 0 176C-104 176 -182 112 -186 8C-190 -92 -124 -168 0 -168Z',
      brown,
    ) +
    shape('M0 -168C40 -130 40 -80 0 -40C-40 -80 -40 -130 0 -168Z', tan) +
    mirror(disc + eye + glass + stroke('M-140 -84Q-96 -122 -40 -92', '#4a3029', 12)) +
    stroke('M-8 -8Q0 -20 8 -8', '#c8443a', 10) +
    shape(
      'M0 28C24 28 32 48 26 66C20 90 8 106 0 116C-8 106 -20 90 -26 66C-32 48 -24 28 0 28Z',
      '#e9a23b',
    ) +
    shape('M0 66L26 66C20 90 8 106 0 116Z', '#c97f2b') +
    mirror(ellipse(-128, 92, 22, 12, '#f2a48d', 'opacity="0.6"'))
  );
}

function book(): string {
  return (
    `<g transform="rotate(-6 0 400)">${shape('M-172 330L0 352L172 330V490H-172Z', '#8f2d3f')}${shape('M-156 318Q-76 312 0 346Q76 312 156 318V480H-156Z', '#fdf3e0')}` +
    `${stroke('M0 346V490', '#d9c3a0', 5)}${[0, 1, 2, 3].map((line) => stroke(`M-132 ${352 + line * 26}Q-70 ${348 + line * 26} -24 ${368 + line * 26}`, '#b89f7d', 5)).join('')}` +
    `${shape('M96 318V392L114 374L132 394V318Z', '#e9b13b')}${rect(28, 392, 56, 44, '#bfd9cf', 'rx="6"')}</g>` +
    mirror(ellipse(-176, 412, 34, 54, brown, 'transform="rotate(14 -176 412)"'))
  );
}
