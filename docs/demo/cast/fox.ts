import { circle, ellipse, rect, shape, stroke } from '../svg.ts';
import { mirror } from './mirror.ts';

const fur = '#e8743b';
const dark = '#3a2338';
const cream = '#fff1df';

/** Pim the courier: head at the origin, shoulders down to 460. */
export function fox(): string {
  return body() + head() + cap();
}

function body(): string {
  return (
    shape('M-235 470C-235 330 -170 230 -80 205H80C170 230 235 330 235 470Z', '#24506b') +
    shape(
      'M-235 470C-235 380 -215 310 -180 265L-140 470ZM235 470C235 380 215 310 180 265L140 470Z',
      '#1c3f58',
    ) +
    shape('M-60 205L0 300L60 205Z', '#fdf0d5') +
    mirror(shape('M-80 205L-10 320L-60 350L-130 225Z', '#2f6682')) +
    shape('M120 212L-175 470H-110L165 235Z', '#8a5a3c') +
    [345, 405].map((y) => circle(18, y, 11, '#e9c46a')).join('') +
    shape('M-118 168C-60 222 60 222 118 168L128 214C60 272 -60 272 -128 214Z', '#e9b13b') +
    shape('M-30 238L-78 350L-30 362L4 250Z', '#d99a2b') +
    shape('M-8 246L-22 342L22 340L22 244Z', '#e9b13b') +
    stroke('M-112 192C-60 240 60 240 112 192', '#d99a2b', 6)
  );
}

function head(): string {
  const ear =
    shape('M-158 -60C-176 -150 -172 -212 -150 -256C-104 -226 -62 -180 -44 -128Z', fur) +
    shape('M-146 -216C-116 -194 -90 -164 -76 -130L-140 -96C-150 -140 -152 -180 -146 -216Z', dark);
  const cheek = shape(
    'M-202 62C-150 36 -92 34 -52 62C-26 82 -12 108 0 124V182C-50 176 -96 150 -128 112L-156 112L-154 88L-192 92L-178 72Z',
    cream,
  );
  const eye =
    ellipse(-74, 14, 21, 28, dark) +
    circle(-67, 3, 8, '#ffffff') +
    circle(-80, 24, 4, '#ffffff') +
    stroke('M-104 -34Q-78 -52 -50 -38', dark, 8);
  return (
    mirror(ear) +
    shape(
      'M0 -150C92 -150 148 -96 160 -22L202 62L178 72L192 92L154 88L156 112L128 112C96 150 50 182 0 182C-50 182 -96 150 -128 112L-156 112L-154 88L-192 92L-178 72L-202 62L-160 -22C-148 -96 -92 -150 0 -150Z',
      fur,
    ) +
    mirror(cheek + eye + ellipse(-122, 74, 25, 14, '#f2a48d', 'opacity="0.75"')) +
    shape('M-24 96C-10 86 10 86 24 96C20 116 8 124 0 124C-8 124 -20 116 -24 96Z', dark) +
    stroke('M0 124V136M-30 138Q-14 154 0 138Q14 154 30 138', dark, 6)
  );
}

function cap(): string {
  return (
    shape('M-112 -112C-126 -196 -70 -232 0 -232C70 -232 126 -196 112 -112Z', '#1f4a63') +
    shape('M-114 -124C-50 -98 50 -98 114 -124L118 -92C50 -64 -50 -64 -118 -92Z', '#e9b13b') +
    shape('M-106 -92C-50 -64 50 -64 106 -92C96 -48 50 -34 0 -34C-50 -34 -96 -48 -106 -92Z', dark) +
    circle(0, -162, 30, '#e9c46a') +
    rect(-9, -176, 18, 26, '#fff6d6', 'rx="6"') +
    stroke('M-12 -178Q0 -192 12 -178M-12 -148H12', '#8a5a3c', 5)
  );
}
