import type { Random } from '../random.ts';
import { tenth } from '../svg.ts';

/** The outline of a fir that stands on (x, y). */
export function fir(x: number, y: number, height: number, dice: Random): string {
  const tiers = 5;
  const lean = dice.bell() * height * 0.02;
  let left = '';
  let right = '';
  for (let tier = 1; tier <= tiers; tier++) {
    const level = y - height * (1 - (tier * 0.92) / tiers);
    const out = height * (0.05 + 0.045 * tier) * dice.between(0.85, 1.1);
    const inner = out * 0.45;
    right += `L${tenth(x + out)} ${tenth(level)}L${tenth(x + inner)} ${tenth(level - height * 0.02)}`;
    left = `L${tenth(x - inner)} ${tenth(level - height * 0.02)}L${tenth(x - out)} ${tenth(level)}${left}`;
  }
  const trunk = tenth(height * 0.025);
  return `M${tenth(x + lean)} ${tenth(y - height)}${right}L${tenth(x + trunk)} ${tenth(y - height * 0.09)}V${tenth(y + 6)}H${tenth(x - trunk)}V${tenth(y - height * 0.09)}${left}Z`;
}

/** The outline of a tall bare trunk with a few branches, from the ground up out of the picture. */
export function trunk(x: number, ground: number, width: number, dice: Random): string {
  const top = -20;
  const sway = dice.bell() * width;
  const half = width / 2;
  let d = `M${tenth(x - half * 1.7)} ${tenth(ground)}Q${tenth(x - half)} ${tenth(ground - width)} ${tenth(x - half + sway * 0.3)} ${tenth(ground * 0.6)}L${tenth(x - half * 0.6 + sway)} ${top}`;
  d += `H${tenth(x + half * 0.6 + sway)}L${tenth(x + half + sway * 0.3)} ${tenth(ground * 0.6)}Q${tenth(x + half)} ${tenth(ground - width)} ${tenth(x + half * 1.7)} ${tenth(ground)}Z`;
  for (let branch = 0; branch < 4; branch++) {
    const from = ground * dice.between(0.08, 0.55);
    const side = dice.chance(0.5) ? 1 : -1;
    const reach = side * width * dice.between(1.6, 3.4);
    const thick = width * dice.between(0.12, 0.24);
    const tip = `${tenth(x + reach)} ${tenth(from - Math.abs(reach) * 0.7)}`;
    const over = `Q${tenth(x + reach * 0.6)} ${tenth(from - width * 0.2)}`;
    const under = `Q${tenth(x + reach * 0.65)} ${tenth(from + thick)}`;
    const [high, low] = [
      `${tenth(x + sway * 0.5)} ${tenth(from)}`,
      `${tenth(x + sway * 0.5)} ${tenth(from + thick * 2.4)}`,
    ];
    d +=
      side > 0
        ? `M${high}${over} ${tip}${under} ${low}Z`
        : `M${low}${under} ${tip}${over} ${high}Z`;
  }
  return d;
}
