import { hills, hours } from '../art/hills.ts';
import { paperCut } from '../art/paper-cut.ts';
import { lighthouse } from '../art/sea.ts';
import { composed } from '../encode.ts';
import { circle, linear, place, rect, stroke, svg } from '../svg.ts';
import { fox } from './fox.ts';
import { owl } from './owl.ts';

/** A letter's way in five pictures, one below the other: 500 by 2400. */
export function scroll(): Promise<Buffer> {
  const [width, height] = [500, 2400];
  const panels = [
    figure(fox(), '#f3a45c', '#fbe3b8'),
    hills(hours.dawn, 436, 420, 'scroll'),
    paperCut(
      { light: ['#ffd89a', '#ff9a6b'], sheets: ['#d9735a', '#3a1f45'], animal: 'fox' },
      436,
      420,
      'scroll wood',
    ),
    lighthouse(436, 420, 10, 'scroll light'),
    figure(owl(), '#4f8f86', '#cfe6d0'),
  ];
  let ground = rect(0, 0, width, height, '#f6ecd9');
  for (let gap = 0; gap < 4; gap++) {
    const y = 460 + gap * 474;
    ground += stroke(`M250 ${y}q-40 17 0 34t0 34`, '#c8553d', 6, 'stroke-dasharray="2 13"');
  }
  ground += panels.map((_, at) => rect(26, at * 474 + 34, 448, 432, '#2b2138', 'rx="8"')).join('');
  const layers = panels.map((input, at) => ({ input, left: 32, top: at * 474 + 40 }));
  return composed(svg(width, height, ground), layers);
}

function figure(drawing: string, top: string, low: string): string {
  const sky = `<defs>${linear('ground', [
    [0, top],
    [1, low],
  ])}</defs>`;
  return svg(
    436,
    420,
    sky +
      rect(0, 0, 436, 420, 'url(#ground)') +
      circle(218, 220, 160, '#ffffff', 'opacity="0.3"') +
      place(drawing, 218, 220, 0.64),
  );
}
