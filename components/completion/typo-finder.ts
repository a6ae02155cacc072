import type { CompletionEntry } from '../../catalog/index/completion.ts';
import type { Manifest } from '../../catalog/index/manifest.ts';
import type { ShardIndex } from '../../catalog/index/shard-index.ts';
import type { LoadShard } from '../../catalog/index/shard-reader.ts';
import { typoCandidates } from '../../catalog/index/typo-lookup.ts';
import { matchTypo, type TypoEntry } from '../../catalog/index/typos.ts';

/** Proposals that are looked up in the vocabulary. */
const mostGuesses = 5;

/**
 * The tags that one error may have made of what was typed, whole ones first, then the commonest. Loads the few buckets
 * that what was typed leads to, and the vocabulary of those it proposes.
 */
export async function findTypos(
  typed: string,
  manifest: Manifest,
  load: LoadShard,
  index: Pick<ShardIndex, 'term'>,
): Promise<readonly CompletionEntry[]> {
  const matches = new Map<string, { readonly entry: TypoEntry; readonly isWhole: boolean }>();
  for (const entry of await typoCandidates(typed, manifest.typos, load)) {
    const match = matchTypo(typed, entry.name);
    if (match !== undefined) matches.set(entry.name, { entry, isWhole: match === 'whole' });
  }
  const best = [...matches.values()]
    .toSorted((a, b) => Number(b.isWhole) - Number(a.isWhole) || b.entry.weight - a.entry.weight)
    .slice(0, mostGuesses);
  const found = await Promise.all(
    best.map(async ({ entry }) => ({ typed: entry.name, term: await index.term(entry.name) })),
  );
  const entries = new Map<string, CompletionEntry>();
  for (const { typed: name, term } of found) {
    if (term?.category === undefined || entries.has(term.name)) continue;
    const own = { name: term.name, category: term.category, count: term.count };
    entries.set(term.name, name === term.name ? own : { ...own, alias: name });
  }
  return [...entries.values()];
}
