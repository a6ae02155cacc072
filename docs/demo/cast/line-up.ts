import { circle, group, place, rect, shape, svg } from '../svg.ts';
import { cat } from './cat.ts';
import { fox } from './fox.ts';
import { owl } from './owl.ts';
import { robot } from './robot.ts';

/** The four friends side by side, a colour each. */
export function lineUp(width: number, height: number): string {
  const lane = width / 4;
  const friends = [
    [owl(), '#8f5a4a', '#b8794f'],
    [fox(), '#e3a24a', '#f3c77a'],
    [cat(), '#4a3a78', '#6f589f'],
    [robot(), '#3f9a8c', '#7fc3ac'],
  ] as const;
  let body = '';
  friends.forEach(([figure, ground, ring], at) => {
    const x = lane * at;
    const lit =
      rect(x, 0, lane, height, ground) + circle(x + lane / 2, height * 0.52, lane * 0.44, ring);
    const slope = shape(
      `M${x} ${height}V${height * 0.86}L${x + lane} ${height * 0.8}V${height}Z`,
      ring,
      'opacity="0.4"',
    );
    const id = `lane${at}`;
    body += `<clipPath id="${id}"><rect x="${x}" y="0" width="${lane}" height="${height}"/></clipPath>`;
    body += group(
      lit + slope + place(figure, x + lane / 2, height * 0.56, lane / 500),
      `clip-path="url(#${id})"`,
    );
  });
  return svg(width, height, body);
}
