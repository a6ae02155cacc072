import { gzipSync } from 'node:zlib';
import { Index, Resolver } from 'flexsearch';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import type { QueryNode } from '../../catalog/search/query.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { unpackTerms } from '../../pipeline/library/pack-terms.ts';
import { type Answer, type Contender, pageSize } from './contender.ts';

/** A post as others are given it. */
interface PlainPost {
  readonly number: number;
  readonly names: readonly string[];
}

/** As it behaves; its own types let no resolver be given to another. */
interface AnyResolver {
  readonly and: (...others: readonly AnyResolver[]) => AnyResolver;
  readonly or: (...others: readonly AnyResolver[]) => AnyResolver;
  readonly not: (...others: readonly AnyResolver[]) => AnyResolver;
  readonly resolve: (wish: { readonly limit: number }) => number[];
}

/** FlexSearch alone: one index of whole tags. It knows no wildcards, ranges and orders of ours. */
export class FlexSearchContender implements Contender {
  readonly #index = new Index({ tokenize: 'strict', encode: (text) => text.split(' ') });
  readonly #posts: number;

  constructor(posts: Iterable<PlainPost>) {
    let count = 0;
    for (const { number, names } of posts) {
      this.#index.add(number, names.join(' '));
      count += 1;
    }
    this.#posts = count;
  }

  async answer(text: string): Promise<Answer | undefined> {
    const { node, order } = parseQuery(text);
    if (order.kind !== 'number' || !isExpressible(node)) return undefined;
    const found = this.#find(node);
    return { total: found.length, first: found.toSorted((a, b) => b - a).slice(0, pageSize) };
  }

  /** What a browser would load before it could ask anything. */
  exportedBytes(): number {
    let bytes = 0;
    this.#index.export((_key, data) => {
      bytes += gzipSync(data ?? '').length;
    });
    return bytes;
  }

  #find(node: QueryNode): readonly number[] {
    if (node.kind === 'and' && node.parts.every(({ kind }) => kind === 'tag')) {
      const names = node.parts.map((part) => (part.kind === 'tag' ? part.name : ''));
      return this.#index.search(names.join(' '), { limit: this.#posts }) as number[];
    }
    return this.#resolver(node).resolve({ limit: this.#posts });
  }

  #resolver(node: QueryNode): AnyResolver {
    const index = this.#index;
    if (node.kind === 'tag') {
      return new Resolver({
        index,
        query: node.name,
        limit: this.#posts,
        resolve: false,
      }) as unknown as AnyResolver;
    }
    if (node.kind === 'or') {
      const [first, ...others] = node.parts.map((part) => this.#resolver(part));
      if (!first) throw new Error('an OR of nothing');
      return others.length === 0 ? first : first.or(...others);
    }
    if (node.kind !== 'and') throw new Error(`FlexSearch cannot ask for ${node.kind}`);
    const wanted = node.parts.filter(({ kind }) => kind !== 'not').map((p) => this.#resolver(p));
    const [first, ...others] = wanted;
    if (!first) throw new Error('FlexSearch cannot ask for a NOT alone');
    let all = others.length === 0 ? first : first.and(...others);
    for (const part of node.parts) {
      if (part.kind === 'not') all = all.not(this.#resolver(part.part));
    }
    return all;
  }
}

function isExpressible(node: QueryNode): boolean {
  if (node.kind === 'tag') return true;
  if (node.kind === 'or') return node.parts.every(isExpressible);
  if (node.kind !== 'and') return false;
  const wanted = node.parts.filter(({ kind }) => kind !== 'not');
  const unwanted = node.parts.flatMap((part) => (part.kind === 'not' ? [part.part] : []));
  return wanted.length > 0 && [...wanted, ...unwanted].every(isExpressible);
}

/** All posts with their tags, without what the index says of them besides. */
export function* plainPosts(library: Library, index: LibraryIndex): Generator<PlainPost> {
  const names = new Map(index.uses().map(({ id, name }) => [id, name]));
  for (const row of library.sql('SELECT number, terms FROM posts ORDER BY number').iterate()) {
    const terms = unpackTerms(row['terms'] as Uint8Array);
    const tags = terms.filter(({ category }) => category !== undefined);
    yield { number: Number(row['number']), names: tags.map(({ id }) => names.get(id) ?? '') };
  }
}
