import { endless, type NumberRange, QueryError } from './query.ts';

/** What one value covers: a day has many seconds. `near`: what is meant where it stands alone, as `2mb` or `age:2d`. */
export interface Extent extends NumberRange {
  readonly near?: NumberRange;
}

/** Reads a value of some unit; `undefined` where it is none. */
export type ReadExtent = (text: string) => Extent | undefined;

/** The values that a metatag asks for, and whether posts without one are meant too. */
export interface RangeList {
  readonly ranges: readonly NumberRange[];
  readonly withNone: boolean;
}

/**
 * Reads `5`, `>5`, `>=5`, `<5`, `<=5`, `5..10`, `5..`, `..10`, `5...10` (without the 10), `any`, `none`, and lists of
 * them. Throws a QueryError by the metatag's name; `wish` says what it wants.
 */
export function readRanges(
  name: string,
  value: string,
  at: number,
  unit: { readonly read: ReadExtent; readonly wish: string },
): RangeList {
  const ranges: NumberRange[] = [];
  let withNone = false;
  for (const part of value.toLowerCase().split(',')) {
    if (part === 'none') {
      withNone = true;
      continue;
    }
    const range = part === 'any' ? { from: -endless, to: endless } : readRange(part, unit.read);
    if (!range) throw new QueryError(`${name}: wants ${unit.wish} or a range, got "${part}"`, at);
    ranges.push(range);
  }
  return { ranges, withNone };
}

function readRange(part: string, read: ReadExtent): NumberRange | undefined {
  const [, first, dots, last] = /^(.*?)(\.{2,3})(.*)$/s.exec(part) ?? [];
  if (first !== undefined && last !== undefined) {
    if (first + last === '') return undefined;
    const from = first === '' ? { from: -endless } : read(first);
    const to = last === '' ? { from: endless + 1, to: endless } : read(last);
    if (!from || !to) return undefined;
    return { from: from.from, to: dots === '...' ? to.from - 1 : to.to };
  }
  const [, sign, single = ''] = /^(>=|<=|>|<)?(.*)$/s.exec(part) ?? [];
  const extent = read(single);
  if (!extent) return undefined;
  const { from, to } = extent;
  switch (sign) {
    case '>':
      return { from: to + 1, to: endless };
    case '>=':
      return { from, to: endless };
    case '<':
      return { from: -endless, to: from - 1 };
    case '<=':
      return { from: -endless, to };
    default:
      return extent.near ?? { from, to };
  }
}

/** Whether a value is in one of the ranges. */
export function isInRanges(value: number, ranges: readonly NumberRange[]): boolean {
  for (const { from, to } of ranges) if (from <= value && value <= to) return true;
  return false;
}
