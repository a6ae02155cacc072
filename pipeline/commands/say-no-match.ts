import type { QueryReport } from '../../catalog/search/explain-query.ts';
import { printable } from '../cli/output.ts';

/** Why a query finds nothing, a line each: what its words have by themselves, what may be meant, what to leave out. */
export function noMatchLines({ terms, drops }: QueryReport): readonly string[] {
  const helpful = drops.filter(({ count }) => count > 0);
  return [
    terms.length > 0 ? 'no posts; by themselves:' : 'no posts',
    ...terms.map(({ text, standsFor, count, meant }) => {
      const name = standsFor === undefined ? text : `${text} → ${standsFor}`;
      const tries = meant.length > 0 ? `; try ${meant.join(', ')}` : '';
      return `  ${name}: ${count}${tries}`;
    }),
    ...(helpful.length > 0 ? ['with one part left out:'] : []),
    ...helpful.map(({ part, query, count }) => `  without ${part}: ${count} (${query})`),
  ].map(printable);
}
