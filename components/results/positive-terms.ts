import type { QueryNode } from '../../catalog/search/query.ts';
import { tagText } from '../../catalog/wording.ts';

/** The tags that a query wishes for, as people read them: what its pictures show. */
export function positiveTerms(node: QueryNode): readonly string[] {
  switch (node.kind) {
    case 'tag':
      return [tagText(node.name)];
    case 'and':
      return node.parts.flatMap(positiveTerms);
    default:
      // Of the parts of an OR one cannot say which holds.
      return [];
  }
}
