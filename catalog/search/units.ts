import { createdStep } from '../index/columns.ts';
import type { Extent, ReadExtent } from './ranges.ts';

/** What a metatag's values are counted in: how to read one, and what to say where none can be read. */
export interface Unit {
  readonly read: ReadExtent;
  readonly wish: string;
}

const day = 86_400;
/** Seconds, by what stands after the number. */
const spans: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((name) => [name, 1] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((name) => [name, 60] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map((name) => [name, 3600] as const),
  ...['d', 'day', 'days'].map((name) => [name, day] as const),
  ...['w', 'wk', 'wks', 'week', 'weeks'].map((name) => [name, 7 * day] as const),
  ...['mo', 'month', 'months'].map((name) => [name, 30 * day] as const),
  ...['y', 'yr', 'yrs', 'year', 'years'].map((name) => [name, 365 * day] as const),
]);
const sizes: ReadonlyMap<string, number> = new Map([
  ['b', 1],
  ...['k', 'kb', 'kib'].map((name) => [name, 1024] as const),
  ...['m', 'mb', 'mib'].map((name) => [name, 1024 ** 2] as const),
  ...['g', 'gb', 'gib'].map((name) => [name, 1024 ** 3] as const),
]);

/** A measure in a unit is rarely exact: alone it means five per cent more or less, as on Danbooru. */
const tolerance = 0.05;

function about(value: number): Extent {
  const near = {
    from: Math.ceil(value * (1 - tolerance)),
    to: Math.floor(value * (1 + tolerance)),
  };
  return { ...exactly(Math.round(value)), near };
}

function exactly(value: number): Extent {
  return { from: value, to: value };
}

export const counts: Unit = {
  wish: 'a number',
  read: (text) => (/^-?\d{1,15}$/.test(text) ? exactly(Number(text)) : undefined),
};

/** Pixels, asked for in millions. */
export const megapixels: Unit = {
  wish: 'a number',
  read: (text) => (/^\d{1,9}(\.\d{1,6})?$/.test(text) ? about(Number(text) * 1e6) : undefined),
};

/** Bytes; `200kb`, `2m`, `1.5gb`. */
export const fileSizes: Unit = {
  wish: 'a size',
  read: (text) => {
    const [, number, name] = /^(\d{1,15}(?:\.\d{1,6})?)([a-z]*)$/.exec(text) ?? [];
    if (number === undefined) return undefined;
    if (name === '') return number.includes('.') ? undefined : exactly(Number(number));
    const size = sizes.get(name ?? '');
    return size === undefined ? undefined : about(Number(number) * size);
  },
};

/** Hundredths of width / height; `16:9`, `16/9`, `1.78`. */
export const ratiosOfSides: Unit = {
  wish: 'a ratio',
  read: (text) => {
    const [, width, height = '1'] =
      /^(\d{1,6}(?:\.\d{1,6})?)(?:[:/](\d{1,6}(?:\.\d{1,6})?))?$/.exec(text) ?? [];
    if (width === undefined || Number(height) === 0) return undefined;
    return exactly(Math.round((Number(width) / Number(height)) * 100));
  },
};

/** Seconds that have passed; `2w`, `1d12h`. */
export const ages: Unit = {
  wish: 'an age such as 2w',
  read: (text) => {
    const parts = [...text.matchAll(/(\d{1,6})([a-z]+)/g)];
    if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
    let seconds = 0;
    let last = 0;
    for (const [, number, name = ''] of parts) {
      const span = spans.get(name);
      if (span === undefined) return undefined;
      last = span;
      seconds += Number(number) * span;
    }
    return { ...exactly(seconds), near: { from: seconds, to: seconds + last - 1 } };
  },
};

/** Seconds since 1970, in UTC; a year, a month, a day or a minute. */
export const dates: Unit = {
  wish: 'a date such as 2026-01-31',
  read: (text) => readDate(text),
};

/** The same in whole minutes. */
export const minutes: Unit = {
  wish: dates.wish,
  read: (text) => {
    const date = readDate(text);
    return (
      date && {
        from: Math.floor(date.from / createdStep),
        to: Math.floor(date.to / createdStep),
      }
    );
  },
};

const datePattern = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[t_](\d{1,2}):(\d{2}))?)?)?$/;

function readDate(text: string): Extent | undefined {
  const fields = datePattern
    .exec(text)
    ?.slice(1)
    .filter((field) => field !== undefined);
  if (!fields) return undefined;
  const [year = 0, month = 1, date = 1, hour = 0, minute = 0] = fields.map(Number);
  const begin = new Date(Date.UTC(year, month - 1, date, hour, minute));
  begin.setUTCFullYear(year);
  // The 31st of June is no day, and not the 1st of July.
  const isReal =
    begin.getUTCMonth() === month - 1 && begin.getUTCDate() === date && hour < 24 && minute < 60;
  if (!isReal) return undefined;
  const end = new Date(begin);
  if (fields.length === 1) end.setUTCFullYear(year + 1);
  else if (fields.length === 2) end.setUTCMonth(month);
  else if (fields.length === 3) end.setUTCDate(date + 1);
  else end.setUTCMinutes(minute + 1);
  return { from: begin.getTime() / 1000, to: end.getTime() / 1000 - 1 };
}
