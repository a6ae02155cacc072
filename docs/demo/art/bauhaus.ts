import { type Random, random } from '../random.ts';
import { circle, group, rect, shape, stroke, svg } from '../svg.ts';

const inks = ['#d9432f', '#1f3b6d', '#eeb33c', '#1d1d29', '#2a8c82', '#f0a58f'] as const;
const paper = '#f3e8d2';

/** A grid of quarter rounds, half rounds, stripes and dots. */
export function tiles(columns: number, rows: number, unit: number, seed: string): string {
  const dice = random(seed);
  const edge = unit * 0.5;
  let body = rect(0, 0, columns * unit + edge * 2, rows * unit + edge * 2, paper);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [back, front, third] = dice.shuffle([...inks, paper]) as [string, string, string];
      const turn = `rotate(${dice.whole(0, 3) * 90} ${unit / 2} ${unit / 2})`;
      const drawing =
        rect(0, 0, unit + 0.5, unit + 0.5, back) +
        group(dice.pick(motifs)(unit, front, third, dice), `transform="${turn}"`);
      body += group(drawing, `transform="translate(${edge + column * unit} ${edge + row * unit})"`);
    }
  }
  return svg(columns * unit + edge * 2, rows * unit + edge * 2, body);
}

const motifs: readonly ((u: number, a: string, b: string, dice: Random) => string)[] = [
  (u, a) => shape(`M0 0H${u}A${u} ${u} 0 0 1 0 ${u}Z`, a),
  (u, a, b) =>
    shape(`M0 0H${u}A${u} ${u} 0 0 1 0 ${u}Z`, a) +
    shape(`M0 0H${u / 2}A${u / 2} ${u / 2} 0 0 1 0 ${u / 2}Z`, b),
  (u, a, b) =>
    shape(`M0 0A${u / 2} ${u / 2} 0 0 0 ${u} 0Z`, a) +
    shape(`M0 ${u / 2}A${u / 2} ${u / 2} 0 0 0 ${u} ${u / 2}Z`, b),
  (u, a, b) => circle(u / 2, u / 2, u * 0.5, a) + circle(u / 2, u / 2, u * 0.22, b),
  (u, a) => [0, 2, 4, 6].map((at) => rect((at * u) / 8, 0, u / 8, u, a)).join(''),
  (u, a, b) => shape(`M0 0L${u} ${u}H0Z`, a) + circle(u * 0.72, u * 0.28, u * 0.16, b),
  (u, a, b) =>
    shape(`M0 ${u}L${u / 2} 0L${u} ${u}Z`, a) +
    shape(`M${u / 4} ${u}L${u / 2} ${u / 2}L${(u * 3) / 4} ${u}Z`, b),
  (u, a) =>
    [0, 1, 2, 3]
      .map((x) =>
        [0, 1, 2, 3]
          .map((y) => circle((x + 0.5) * (u / 4), (y + 0.5) * (u / 4), u * 0.07, a))
          .join(''),
      )
      .join(''),
  (u, a, b) =>
    shape(`M0 0A${u} ${u} 0 0 0 ${u} ${u}V0Z`, a) +
    shape(`M${u} ${u}A${u} ${u} 0 0 0 0 0V${u}Z`, b),
];

/** A poster of large plain forms in balance. */
export function poster(width: number, height: number): string {
  const [red, blue, yellow, black, green, pink] = inks;
  const rings = [0.36, 0.3, 0.24, 0.18, 0.12]
    .map((r, at) =>
      circle(
        width * 0.58,
        height * 0.36,
        r * width,
        at % 2 ? paper : at === 4 ? yellow : at === 2 ? blue : red,
      ),
    )
    .join('');
  const bars = [0, 1, 2, 3, 4, 5]
    .map((at) =>
      rect(
        width * 0.08,
        height * (0.62 + at * 0.022),
        width * (0.5 - at * 0.06),
        height * 0.011,
        black,
      ),
    )
    .join('');
  let stairs = '';
  for (let step = 0; step < 6; step++)
    stairs += rect(
      width * (0.5 + step * 0.07),
      height * (0.88 - step * 0.035),
      width * 0.07,
      height * (0.05 + step * 0.035),
      step % 2 ? green : blue,
    );
  const dots = Array.from({ length: 20 }, (_, at) =>
    circle(
      width * (0.1 + (at % 4) * 0.045),
      height * (0.08 + Math.floor(at / 4) * 0.033),
      width * 0.011,
      black,
    ),
  ).join('');
  return svg(
    width,
    height,
    rect(0, 0, width, height, paper) +
      shape(`M0 ${height * 0.56}L${width * 0.46} ${height * 0.2}V${height * 0.56}Z`, yellow) +
      rings +
      shape(
        `M${width * 0.58} ${height * 0.36}L${width} ${height * 0.02}V${height * 0.36}Z`,
        black,
      ) +
      shape(
        `M${width * 0.08} ${height * 0.93}A${width * 0.2} ${width * 0.2} 0 0 1 ${width * 0.48} ${height * 0.93}Z`,
        red,
      ) +
      shape(
        `M${width * 0.18} ${height * 0.93}A${width * 0.1} ${width * 0.1} 0 0 1 ${width * 0.38} ${height * 0.93}Z`,
        pink,
      ) +
      stairs +
      bars +
      dots +
      circle(width * 0.86, height * 0.56, width * 0.06, pink) +
      stroke(`M${width * 0.06} ${height * 0.93}H${width * 0.94}`, black, width * 0.009) +
      stroke(
        `M${width * 0.7} ${height * 0.1}L${width * 0.16} ${height * 0.55}`,
        black,
        width * 0.007,
      ),
  );
}
