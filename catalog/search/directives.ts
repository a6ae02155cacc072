import { type MetatagWord, readCount } from './metatags.ts';
import { readOrder } from './orders.ts';
import {
  namedNumbers,
  type Order,
  type Query,
  QueryError,
  type QueryNode,
  requiredParts,
  subjectOf,
} from './query.ts';

/** Names of metatags that say how to answer rather than what to find. */
export const directiveNames: ReadonlySet<string> = new Set(['order', 'limit', 'random']);

/** What a query says of the answer, not of the posts. Each may be said once. */
export class Directives {
  #order: { readonly order: Order; readonly at: number } | undefined;
  #limit: number | undefined;
  #sample: Query['sample'];
  readonly #unseeded: number[] = [];

  /** `end`: where the word ends. */
  take(word: MetatagWord, end: number): void {
    const isTwice = {
      order: this.#order !== undefined,
      limit: this.#limit !== undefined,
      random: this.#sample !== undefined,
    };
    const { name, value, at } = word;
    if (name === 'order') {
      if (isTwice.order) throw new QueryError('order: is given twice', at);
      const order = readOrder(value, at);
      this.#order = { order, at };
      if (order.kind === 'random' && order.seed === undefined) this.#unseeded.push(end);
    } else if (name === 'limit') {
      if (isTwice.limit) throw new QueryError('limit: is given twice', at);
      this.#limit = readCount(word);
    } else {
      if (isTwice.random) throw new QueryError('random: is given twice', at);
      const [, count = value, seed] = /^([^:]*):(.+)$/s.exec(value) ?? [];
      this.#sample = { count: readCount({ ...word, value: count }), seed };
      if (seed === undefined) this.#unseeded.push(end);
    }
  }

  complete(node: QueryNode): Query {
    return {
      node,
      order: this.#orderOf(node),
      limit: this.#limit,
      sample: this.#sample,
      unseeded: this.#unseeded,
    };
  }

  #orderOf(node: QueryNode): Order {
    if (this.#order?.order.kind === 'custom') {
      const numbers = requiredParts(node).flatMap((part) => namedNumbers(part) ?? []);
      if (numbers.length > 0) return { kind: 'custom', numbers };
      throw new QueryError('order:custom wants a list such as id:3,1,2 beside it', this.#order.at);
    }
    if (this.#order) return this.#order.order;
    const subject = subjectOf(node);
    if (subject !== undefined) return { kind: 'similar', number: subject };
    return this.#sample
      ? { kind: 'random', seed: this.#sample.seed }
      : { kind: 'number', isAscending: false };
  }
}
