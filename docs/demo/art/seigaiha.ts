import { random } from '../random.ts';
import { circle, rect, svg } from '../svg.ts';

/** The wave pattern of overlapping rings (seigaiha), a few scales in gold. */
export function seigaiha(size: number, seed: string): string {
  const dice = random(seed);
  const r = size / 10;
  const sets = [
    ['#f4ead5', '#12325a', '#f4ead5', '#12325a', '#f4ead5'],
    ['#f4ead5', '#1d5a80', '#f4ead5', '#1d5a80', '#f4ead5'],
    ['#f4ead5', '#2a8c8c', '#f4ead5', '#2a8c8c', '#f4ead5'],
    ['#f4ead5', '#0f2444', '#1d5a80', '#2a8c8c', '#f4ead5'],
  ];
  let body = rect(0, 0, size, size, '#f4ead5');
  for (let row = 0; row <= 24; row++) {
    for (let column = -1; column <= 6; column++) {
      const x = column * r * 2 + (row % 2 ? r : 0);
      const y = row * r * 0.5;
      const colours = dice.chance(0.07)
        ? ['#fdf0d5', '#e4572e', '#fdf0d5', '#e9a23b', '#e9a23b']
        : dice.pick(sets);
      colours.forEach((colour, ring) => {
        const inner = r * (1 - ring * 0.2);
        body +=
          circle(x, y, inner, colour) +
          circle(x, y, inner * 0.93, colour === '#f4ead5' ? '#f4ead5' : colour);
      });
      body += circle(x, y, r, 'none', 'stroke="#12325a" stroke-width="3"');
    }
  }
  return svg(size, size, body);
}
