import { isObject, type JsonObject, own } from './json.ts';

/** What a value should be: the test, and the wish in the words of an error. */
export interface Kind<T> {
  readonly wish: string;
  readonly is: (value: unknown) => value is T;
}

export const text: Kind<string> = {
  wish: 'a text',
  is: (value) => typeof value === 'string',
};
export const date: Kind<string> = {
  wish: 'a date, as in 2026-01-31T12:00:00.000Z',
  is: (value): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
};
export const flag: Kind<boolean> = {
  wish: 'true or false',
  is: (value) => typeof value === 'boolean',
};
export const integer: Kind<number> = {
  wish: 'a whole number',
  is: (value): value is number => Number.isSafeInteger(value),
};

/** A whole number that is not below the least one. */
export function wholeFrom(least: number): Kind<number> {
  return {
    wish: `a whole number from ${least}`,
    is: (value): value is number => integer.is(value) && value >= least,
  };
}

export function oneOf<T extends string>(choices: readonly T[]): Kind<T> {
  return {
    wish: `one of ${choices.join(', ')}`,
    is: (value): value is T => choices.some((choice) => choice === value),
  };
}

const object: Kind<JsonObject> = { wish: 'an object', is: isObject };
const list: Kind<readonly unknown[]> = { wish: 'a list', is: Array.isArray };

/**
 * A JSON object that is read strictly, so that nothing in it is lost unseen: a missing or `null` field is
 * `undefined`; one of the wrong kind throws an Error with the way to it, what is there and what is wanted.
 */
export class Fields {
  readonly raw: JsonObject;
  readonly #way: string;

  constructor(raw: JsonObject, way: string) {
    this.raw = raw;
    this.#way = way;
  }

  /** Throws an Error where the value is no object. */
  static of(value: unknown, way: string, wish = object.wish): Fields {
    if (!isObject(value)) throw wrong(way, value, wish);
    return new Fields(value, way);
  }

  read<T>(key: string, kind: Kind<T>): T | undefined {
    const value = own(this.raw, key) ?? undefined;
    if (value === undefined) return undefined;
    if (!kind.is(value)) throw wrong(this.#to(key), value, kind.wish);
    return value;
  }

  /** As `read`, but the field must be there. */
  need<T>(key: string, kind: Kind<T>): T {
    const value = this.read(key, kind);
    if (value === undefined) throw wrong(this.#to(key), own(this.raw, key), kind.wish);
    return value;
  }

  object(key: string): Fields | undefined {
    const value = this.read(key, object);
    return value && new Fields(value, this.#to(key));
  }

  /** The list's items, each turned into something by a function that is told the way to it. */
  list<T>(key: string, parse: (item: unknown, way: string) => T): readonly T[] | undefined {
    const way = this.#to(key);
    return this.read(key, list)?.map((item, index) => parse(item, `${way}[${index}]`));
  }

  /** The fields, each an object. */
  objects(): readonly (readonly [key: string, fields: Fields])[] {
    return Object.entries(this.raw).map(([key, value]) => [key, Fields.of(value, this.#to(key))]);
  }

  /** The fields that are none of the known ones. */
  rest(known: ReadonlySet<string>): ReadonlyMap<string, unknown> {
    return new Map(Object.entries(this.raw).filter(([key]) => !known.has(key)));
  }

  /** What was read of the known fields, in their order in the file, with the unknown ones as they stand. */
  keeping<T extends object>(known: ReadonlySet<string>, read: T): T {
    const kept = Object.entries(this.raw).filter(
      ([key]) => !known.has(key) || Object.hasOwn(read, key),
    );
    return { ...Object.fromEntries(kept), ...read };
  }

  #to(key: string): string {
    const step = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
    return this.#way === '' ? step : `${this.#way}.${step}`;
  }
}

/** The Error for a value that is not what it should be. */
export function wrong(way: string, value: unknown, wish: string): Error {
  if (value === undefined) return new Error(`has no ${way}; wants ${wish}`);
  const letters = [...JSON.stringify(value)];
  const shown = letters.length > 80 ? `${letters.slice(0, 80).join('')}…` : letters.join('');
  return new Error(`says ${way} ${shown}; wants ${wish}`);
}
