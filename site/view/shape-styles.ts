import { highestRatio, lowestRatio } from '../../catalog/index/shape.ts';

/**
 * One class for each ratio and each placeholder colour: the policy forbids style attributes. A colour's code
 * holds two bits each of red, green and blue.
 */
export function shapeStyles(): string {
  const ratios = Array.from(
    { length: highestRatio - lowestRatio + 1 },
    (_, step) => `.r${lowestRatio + step}{--r:${(lowestRatio + step) / 100}}`,
  );
  const level = (bits: number): number => (bits & 3) * 85;
  const colours = Array.from(
    { length: 64 },
    (_, code) =>
      `.c${code}{--placeholder:rgb(${level(code >> 4)} ${level(code >> 2)} ${level(code)})}`,
  );
  return [...ratios, ...colours].join('\n');
}
