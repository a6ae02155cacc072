import { tagQuery } from './parse-query.ts';
import type { Order, Query, QueryLeaf, QueryNode } from './query.ts';

/** A part of a query as text that reads as the same part, with every bracket that matters: how it was understood. */
export function writeNode(node: QueryNode): string {
  switch (node.kind) {
    case 'all':
      return '';
    case 'and':
      return joinParts(node.parts, ' ');
    case 'or':
      return joinParts(node.parts, ' or ');
    case 'not':
      return `-${bracketed(node.part)}`;
    default:
      return writeLeaf(node);
  }
}

function joinParts(parts: readonly QueryNode[], link: string): string {
  const texts = parts.map(bracketed).filter((text) => text !== '');
  return texts.join(link);
}

function bracketed(node: QueryNode): string {
  const text = writeNode(node);
  return (node.kind === 'and' || node.kind === 'or') && /\s/.test(text) ? `(${text})` : text;
}

/** A word of a query as it was written; a tag as it reads best. */
export function writeLeaf(leaf: QueryLeaf): string {
  if (leaf.kind === 'tag' || leaf.kind === 'wildcard') {
    const prefix = leaf.category === undefined ? '' : `${leaf.category}:`;
    if (leaf.kind === 'wildcard') return prefix + leaf.pattern;
    const isPlain = prefix === '' || !/[*"\\\s()]/.test(leaf.name);
    return prefix + (prefix === '' ? tagQuery(leaf.name) : isPlain ? leaf.name : quoted(leaf.name));
  }
  return leaf.raw ?? '';
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** What a query says of its answer: `order:score`, `limit:5`. */
export function writeDirectives({ order, limit, sample }: Query): string {
  const words = [writeOrder(order)];
  if (sample) words.push(`random:${sample.count}${seedText(sample.seed)}`);
  if (limit !== undefined) words.push(`limit:${limit}`);
  return words.filter((word) => word !== '').join(' ');
}

function writeOrder(order: Order): string {
  switch (order.kind) {
    case 'number':
      return order.isAscending ? 'order:old' : '';
    case 'quantity':
      return `order:${order.quantity}${order.isAscending ? '_asc' : ''}`;
    case 'random':
      return `order:random${seedText(order.seed)}`;
    case 'custom':
      return 'order:custom';
    case 'similar':
      return '';
    default:
      return order satisfies never;
  }
}

function seedText(seed: string | undefined): string {
  return seed === undefined ? '' : `:${seed}`;
}
