import { wildcardExpression } from '../../catalog/search/index-source.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { quantities } from '../../catalog/search/quantities.ts';
import type { Order, QueryNode } from '../../catalog/search/query.ts';
import { randomKeys } from '../../catalog/search/random-key.ts';
import { isInRanges } from '../../catalog/search/ranges.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { unpackTerms } from '../../pipeline/library/pack-terms.ts';
import { type Answer, type Contender, pageSize } from './contender.ts';

type Test = (place: number) => boolean;

/** Looks at every post in turn, its tags as numbers in memory: what a page without an index could do at best. */
export class ScanContender implements Contender {
  readonly #numbers: readonly number[];
  readonly #terms: readonly Uint32Array[];
  readonly #ids: ReadonlyMap<string, number>;
  readonly #index: LibraryIndex;
  readonly #columns = new Map<string, Float64Array>();

  constructor(library: Library, index: LibraryIndex) {
    this.#index = index;
    this.#ids = new Map(index.uses().map(({ id, name }) => [name, id]));
    const numbers: number[] = [];
    const terms: Uint32Array[] = [];
    for (const row of library.sql('SELECT number, terms FROM posts ORDER BY number').iterate()) {
      numbers.push(Number(row['number']));
      const ids = unpackTerms(row['terms'] as Uint8Array).map(({ id }) => id);
      terms.push(Uint32Array.from(ids));
    }
    this.#numbers = numbers;
    this.#terms = terms;
  }

  async answer(text: string): Promise<Answer | undefined> {
    const { node, order } = parseQuery(text);
    const test = this.#testOf(node);
    const keyOf = this.#keyOf(order);
    if (!test || !keyOf) return undefined;
    const found: number[] = [];
    for (let place = this.#numbers.length - 1; place >= 0; place--) {
      if (test(place)) found.push(place);
    }
    const keys = new Map(found.map((place) => [place, keyOf(place)]));
    if (order.kind !== 'number' || order.isAscending) {
      found.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
    }
    const first = found.slice(0, pageSize).map((place) => this.#numbers[place] ?? 0);
    return { total: found.length, first };
  }

  #testOf(node: QueryNode): Test | undefined {
    switch (node.kind) {
      case 'all':
        return () => true;
      case 'tag':
        return this.#hasAny([node.name]);
      case 'system':
        return this.#hasAny(node.names);
      case 'wildcard': {
        const pattern = wildcardExpression(node.pattern);
        const names = [...this.#ids.keys()].filter((name) => !name.startsWith(' '));
        return this.#hasAny(names.filter((name) => pattern.test(name)));
      }
      case 'quantity': {
        const value = this.#valueOf(node.quantity);
        return value && ((place) => isInRanges(value(place), node.ranges));
      }
      case 'not': {
        const test = this.#testOf(node.part);
        return test && ((place) => !test(place));
      }
      case 'and':
      case 'or': {
        const tests = node.parts
          .map((part) => this.#testOf(part))
          .filter((test) => test !== undefined);
        if (tests.length < node.parts.length) return undefined;
        return node.kind === 'and'
          ? (place) => tests.every((test) => test(place))
          : (place) => tests.some((test) => test(place));
      }
      default:
        return undefined;
    }
  }

  #hasAny(names: readonly string[]): Test {
    const ids = new Set(names.map((name) => this.#ids.get(name) ?? -1));
    const [only = -1] = ids;
    if (ids.size === 1) return (place) => this.#terms[place]?.includes(only) ?? false;
    return (place) => this.#terms[place]?.some((id) => ids.has(id)) ?? false;
  }

  #keyOf(order: Order): ((place: number) => number) | undefined {
    if (order.kind === 'number') return (place) => (order.isAscending ? place : -place);
    if (order.kind === 'random') {
      const key = randomKeys(order.seed ?? '');
      return (place) => key(this.#numbers[place] ?? 0);
    }
    if (order.kind !== 'quantity') return undefined;
    const value = this.#valueOf(order.quantity);
    return value && ((place) => (order.isAscending ? value(place) : -value(place)));
  }

  #valueOf(name: string): ((place: number) => number) | undefined {
    const quantity = quantities.get(name);
    if (!quantity) return undefined;
    const [one, other = one] = quantity.columns.map((column) => this.#column(column));
    return (place) => {
      const number = this.#numbers[place] ?? 0;
      return quantity.of(one?.[number - 1] ?? Number.NaN, other?.[number - 1] ?? Number.NaN);
    };
  }

  #column(name: string): Float64Array {
    const known = this.#columns.get(name);
    if (known) return known;
    const { blockSize, highest, columns } = this.#index;
    const blocks = Math.ceil(highest / blockSize);
    const values = new Float64Array(blocks * blockSize);
    for (let block = 0; block < blocks; block++) {
      values.set(columns.values(name, block), block * blockSize);
    }
    this.#columns.set(name, values);
    return values;
  }
}
