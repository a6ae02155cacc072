import { random } from '../random.ts';
import { blur, circle, group, linear, rect, svg } from '../svg.ts';

/** Lights of a town out of focus, mirrored in a wet street. */
export function bokeh(width: number, height: number, seed: string): string {
  const dice = random(seed);
  const lights = [
    '#ffb86b',
    '#ff8a5c',
    '#ffd98a',
    '#f25c78',
    '#6fc3df',
    '#7fe0c0',
    '#b48cf0',
    '#fff0d0',
  ];
  let [far, near] = ['', ''];
  for (let light = 0; light < 120; light++) {
    const x = width * dice.next();
    const y = height * (0.52 - Math.abs(dice.bell()) * 0.42);
    const r = height * dice.between(0.012, 0.06);
    const colour = dice.pick(lights);
    const fade = dice.between(0.18, 0.6).toFixed(2);
    far += circle(x, y, r, colour, `opacity="${fade}"`);
    if (light % 3 === 0)
      near += circle(x, y, r * 1.1, 'none', `stroke="${colour}" stroke-width="3" opacity="0.6"`);
    far += `<ellipse cx="${x.toFixed(1)}" cy="${(height * 1.12 - y * 0.9).toFixed(1)}" rx="${(r * 0.8).toFixed(1)}" ry="${(r * 3.4).toFixed(1)}" fill="${colour}" opacity="${(Number(fade) * 0.5).toFixed(2)}"/>`;
  }
  const sky = linear('sky', [
    [0, '#131a3f'],
    [0.5, '#3a2a5a'],
    [0.56, '#1a1838'],
    [1, '#0b0f26'],
  ]);
  return svg(
    width,
    height,
    `<defs>${blur('soft', 2.2)}${sky}</defs>${rect(0, 0, width, height, 'url(#sky)')}${group(far, 'filter="url(#soft)"')}${near}`,
  );
}
