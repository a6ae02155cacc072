import { numbersPerFolder } from '../../catalog/addresses.ts';
import { NumberSet } from './number-set.ts';

/** `thumbs/12/12345.webp` → kind, folder, number, extension. */
const numberedAddress = /^([a-z]+)\/(\d{1,12})\/(\d{1,15})\.([a-z0-9]+)$/;
/** Numbers beyond are kept as text: nobody has so many posts, and a set of bits would be as long. */
const highestNumber = 2 ** 28;

/** A set of addresses below a site's root; those by number take a bit each, so that a million posts take little room. */
export class AddressSet implements Iterable<string> {
  readonly #others = new Set<string>();
  /** `thumbs/.webp` → numbers. */
  readonly #numbered = new Map<string, NumberSet>();

  static of(addresses: Iterable<string>): AddressSet {
    const set = new AddressSet();
    for (const address of addresses) set.add(address);
    return set;
  }

  /** Addresses by number, by kind and extension, sorted: `thumbs/.webp`. */
  get numbered(): readonly (readonly [kind: string, numbers: NumberSet])[] {
    return [...this.#numbered]
      .filter(([, { size }]) => size > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  /** All other addresses, sorted. */
  get others(): readonly string[] {
    return [...this.#others].sort();
  }

  add(address: string): void {
    const [kind, number] = split(address);
    if (kind === undefined) this.#others.add(address);
    else this.#numbersOf(kind).add(number);
  }

  /** Those of a run of numbers. `kind`: as in `numbered`. */
  addNumbers(kind: string, first: number, last: number): void {
    this.#numbersOf(kind).addRun(first, Math.min(last, highestNumber - 1));
    for (let number = Math.max(first, highestNumber); number <= last; number++) {
      this.#others.add(addressOf(kind, number));
    }
  }

  delete(address: string): void {
    const [kind, number] = split(address);
    if (kind === undefined) this.#others.delete(address);
    else this.#numbered.get(kind)?.delete(number);
  }

  has(address: string): boolean {
    const [kind, number] = split(address);
    return kind === undefined
      ? this.#others.has(address)
      : this.#numbered.get(kind)?.has(number) === true;
  }

  copy(): AddressSet {
    const copy = new AddressSet();
    for (const address of this.#others) copy.#others.add(address);
    for (const [kind, numbers] of this.#numbered) copy.#numbered.set(kind, numbers.copy());
    return copy;
  }

  *[Symbol.iterator](): Generator<string> {
    yield* this.#others;
    for (const [kind, numbers] of this.#numbered) {
      for (const number of numbers) yield addressOf(kind, number);
    }
  }

  #numbersOf(kind: string): NumberSet {
    const known = this.#numbered.get(kind);
    if (known) return known;
    const numbers = new NumberSet();
    this.#numbered.set(kind, numbers);
    return numbers;
  }
}

function split(address: string): readonly [kind: string, number: number] | readonly [undefined] {
  const [, kind, folder, digits, extension] = numberedAddress.exec(address) ?? [];
  const number = Number(digits);
  // Only what `addressOf` would write the same way again.
  const isOurs =
    kind !== undefined &&
    String(number) === digits &&
    folderOf(number) === folder &&
    number < highestNumber;
  return isOurs ? [`${kind}/.${extension}`, number] : [undefined];
}

function addressOf(kind: string, number: number): string {
  const cut = kind.indexOf('/');
  return `${kind.slice(0, cut)}/${folderOf(number)}/${number}${kind.slice(cut + 1)}`;
}

function folderOf(number: number): string {
  return String(Math.floor(number / numbersPerFolder));
}
