import { random } from '../random.ts';
import { circle, curve, group, type Point, place, rect, shape, stroke, svg } from '../svg.ts';

const ink = '#23324a';

/** Poppies, fern and seed heads as ink lines over loose patches of colour. */
export function herbarium(width: number, height: number, seed: string): string {
  const dice = random(seed);
  let body = rect(0, 0, width, height, '#f6ecd9');
  body += rect(
    width * 0.04,
    width * 0.04,
    width * 0.92,
    height - width * 0.08,
    'none',
    `stroke="${ink}" stroke-width="2.5"`,
  );
  body += circle(width * 0.52, height * 0.36, width * 0.3, '#f2c9a8', 'opacity="0.7"');
  const foot: Point = [width * 0.5, height * 0.92];
  const stems = [
    [0.24, 0.3, 'fern'],
    [0.8, 0.34, 'fern'],
    [0.36, 0.2, 'poppy'],
    [0.62, 0.15, 'poppy'],
    [0.16, 0.5, 'seeds'],
    [0.86, 0.56, 'seeds'],
    [0.5, 0.34, 'poppy'],
    [0.72, 0.52, 'leaf'],
    [0.3, 0.58, 'leaf'],
  ] as const;
  for (const [x, y, kind] of stems) {
    const tip: Point = [x * width, y * height];
    body += plant(foot, tip, kind, width, `${seed}${x}`);
  }
  const tie = `M${foot[0] - 34} ${height * 0.8}q34 16 68 0m-68 10q34 16 68 0`;
  body += stroke(tie, '#c8443a', 7);
  for (let dot = 0; dot < 26; dot++)
    body += circle(
      width * dice.between(0.08, 0.92),
      height * dice.between(0.07, 0.9),
      dice.between(1.5, 3.5),
      ink,
      'opacity="0.35"',
    );
  return svg(width, height, body);
}

/** One arching sprig of eucalyptus on nothing. */
export function sprig(width: number, height: number, seed: string): string {
  const dice = random(seed);
  const spine: Point[] = [
    [width * 0.3, height * 0.97],
    [width * 0.42, height * 0.7],
    [width * 0.52, height * 0.45],
    [width * 0.68, height * 0.22],
    [width * 0.82, height * 0.07],
  ];
  let body = stroke(curve(spine), '#7a5a4a', 9);
  for (let leaf = 0; leaf < 15; leaf++) {
    const t = 0.06 + (leaf / 14) * 0.92;
    const [x, y, turn] = along(spine, t);
    const s = width * (0.23 - 0.13 * t);
    const tone = dice.pick(['#7fa99b', '#5f8f86', '#a3c4b3', '#8fb59a']);
    const side = leaf === 14 ? 0 : leaf % 2 ? 58 : -58;
    const blade = shape(
      `M0 0C${s * 0.16} ${-s * 0.42} ${s * 0.78} ${-s * 0.46} ${s} 0C${s * 0.78} ${s * 0.46} ${s * 0.16} ${s * 0.42} 0 0Z`,
      tone,
    );
    const half = shape(
      `M0 0C${s * 0.16} ${-s * 0.42} ${s * 0.78} ${-s * 0.46} ${s} 0Z`,
      '#ffffff',
      'opacity="0.16"',
    );
    body += place(
      blade + half + stroke(`M0 0H${(s * 0.9).toFixed(1)}`, '#3f6b66', 2.5),
      x,
      y,
      1,
      turn + side + dice.bell() * 8,
    );
  }
  for (const t of [0.34, 0.6, 0.8]) {
    const [x, y] = along(spine, t);
    for (const [dx, dy] of [
      [22, 30],
      [44, 12],
      [36, 46],
    ] as const) {
      body +=
        stroke(`M${x} ${y}L${x + dx} ${y + dy}`, '#7a5a4a', 3) +
        circle(x + dx, y + dy, 11, '#f2a48d') +
        circle(x + dx - 3, y + dy - 4, 3.5, '#fde3d6');
    }
  }
  return svg(width, height, body);
}

type Kind = 'fern' | 'poppy' | 'seeds' | 'leaf';

function plant(foot: Point, tip: Point, kind: Kind, width: number, seed: string): string {
  const dice = random(`plant ${seed}`);
  const bend = (tip[0] - foot[0]) * 0.3;
  const spine: Point[] = [
    foot,
    [foot[0] + bend * 0.3, foot[1] * 0.72 + tip[1] * 0.28],
    [foot[0] + bend * 1.4, foot[1] * 0.42 + tip[1] * 0.58],
    tip,
  ];
  const stem = stroke(curve(spine), ink, 3);
  if (kind === 'poppy')
    return stem + poppy(tip[0], tip[1], width * dice.between(0.095, 0.125), dice.between(-20, 20));
  if (kind === 'seeds') {
    let heads = '';
    for (let ray = 0; ray < 17; ray++) {
      const turn = (ray / 16) * Math.PI * 1.5 - Math.PI * 1.25;
      const r = width * dice.between(0.06, 0.09);
      const end: Point = [tip[0] + Math.cos(turn) * r, tip[1] + Math.sin(turn) * r];
      heads +=
        stroke(`M${tip[0]} ${tip[1]}L${end[0].toFixed(1)} ${end[1].toFixed(1)}`, ink, 1.8) +
        circle(
          end[0],
          end[1],
          5.5,
          ray % 3 ? '#e9a23b' : '#f6ecd9',
          `stroke="${ink}" stroke-width="1.8"`,
        );
    }
    return stem + heads;
  }
  const pairs = kind === 'fern' ? 17 : 6;
  let leaves = '';
  for (let pair = 0; pair < pairs; pair++) {
    const t = 0.36 + (0.64 * pair) / pairs;
    const [x, y, turn] = along(spine, t);
    const s =
      width *
      (kind === 'fern' ? 0.11 * (1.05 - pair / pairs) : 0.13 * (1.05 - (0.6 * pair) / pairs));
    const tone = kind === 'fern' ? '#7fa06b' : '#4f8f86';
    const fat = kind === 'fern' ? 0.17 : 0.3;
    for (const side of [-1, 1]) {
      const blade = `M0 0C${s * 0.3} ${-s * fat} ${s * 0.8} ${-s * fat} ${s} 0C${s * 0.8} ${s * fat} ${s * 0.3} ${s * fat} 0 0Z`;
      const colour = group(shape(blade, tone, 'opacity="0.75"'), 'transform="translate(5 5)"');
      leaves += place(
        colour + stroke(blade, ink, 2) + stroke(`M0 0H${(s * 0.8).toFixed(1)}`, ink, 1.4),
        x,
        y,
        1,
        turn + side * 56,
      );
    }
  }
  return leaves + stem;
}

function poppy(x: number, y: number, r: number, turn: number): string {
  let body = '';
  const petals = [0, 72, 144, 216, 288];
  const petal = `M0 0C${r * 0.75} ${-r * 0.15} ${r * 0.8} ${-r} ${r * 0.3} ${-r * 1.02}Q0 ${-r * 0.86} ${-r * 0.3} ${-r * 1.02}C${-r * 0.8} ${-r} ${-r * 0.75} ${-r * 0.15} 0 0Z`;
  for (const angle of petals)
    body += place(
      group(
        shape(petal, angle % 144 ? '#e4572e' : '#ee7d57', 'opacity="0.92"'),
        'transform="translate(6 7)"',
      ),
      0,
      0,
      1,
      angle,
    );
  for (const angle of petals) {
    const vein = [-14, 0, 14]
      .map((lean) => `M0 ${-r * 0.3}L${lean * r * 0.012} ${-r * 0.7}`)
      .join('');
    body += place(stroke(petal, ink, 2.4) + stroke(vein, ink, 1.5), 0, 0, 1, angle);
  }
  for (let ray = 0; ray < 14; ray++)
    body += place(
      stroke(`M0 ${-r * 0.16}V${(-r * 0.3).toFixed(1)}`, ink, 2) + circle(0, -r * 0.34, 3.5, ink),
      0,
      0,
      1,
      ray * 25.7,
    );
  return place(
    body + circle(0, 0, r * 0.16, '#e9c46a', `stroke="${ink}" stroke-width="2.4"`),
    x,
    y,
    1,
    turn,
  );
}

/** Where a polyline is at a share of its points, and its direction in degrees. */
function along(points: readonly Point[], t: number): [x: number, y: number, turn: number] {
  const at = Math.min(points.length - 1.001, t * (points.length - 1));
  const [a, b] = [points[Math.floor(at)] ?? [0, 0], points[Math.floor(at) + 1] ?? [0, 0]];
  const share = at % 1;
  const turn = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, turn];
}
