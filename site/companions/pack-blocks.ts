import {
  type Companion,
  type CompanionList,
  encodeCompanions,
} from '../../catalog/index/companions-block.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { cutIntoBlocks } from '../../catalog/index/name-blocks.ts';
import { compareTags } from '../../catalog/tag.ts';
import { wordsEach } from './companion-list.ts';
import type { CompanionStore } from './companion-store.ts';
import type { CompanionSizes, CompanionTerms } from './companion-terms.ts';

/** Packs the lists into shards: all of them, or those of `renewed` terms and those that have other terms now. */
export function packBlocks(
  terms: CompanionTerms,
  sizes: CompanionSizes,
  store: CompanionStore,
  renewed?: ReadonlySet<number>,
): void {
  const known = store.blocks();
  const isListed = new Set(known.flatMap((block) => [...block.terms]));
  const isSameSet =
    renewed !== undefined &&
    [...renewed].every((term) => isListed.has(term) === (store.list(term) !== undefined));
  if (!isSameSet) packAll(terms, sizes, store, renewed);
  else {
    for (const { id, first, terms: members } of known) {
      if (members.some((term) => renewed.has(term))) pack(id, first, members, terms, store);
    }
  }
}

/** Cuts the terms into blocks anew; of those that are as before only what was renewed is packed. */
function packAll(
  terms: CompanionTerms,
  sizes: CompanionSizes,
  store: CompanionStore,
  renewed: ReadonlySet<number> | undefined,
): void {
  const known = new Map(store.blocks().map((block) => [block.id, block]));
  const listed = store.listed().sort((a, b) => terms.compare(a, b));
  const names = [...listed].map((id) => terms.of(id)?.name ?? '');
  let first = 0;
  for (const { id, names: own } of cutIntoBlocks(names, sizes.block)) {
    const members = listed.slice(first, first + own.length);
    first += own.length;
    const before = known.get(id);
    known.delete(id);
    const isSame =
      renewed !== undefined &&
      before !== undefined &&
      before.terms.length === members.length &&
      members.every((term, place) => term === before.terms[place] && !renewed.has(term));
    if (!isSame) pack(id, own[0] ?? '', members, terms, store);
  }
  for (const id of known.keys()) store.removeBlock(id);
}

function pack(
  id: string,
  first: string,
  members: Uint32Array,
  terms: CompanionTerms,
  store: CompanionStore,
): void {
  const content = encodeCompanions([...members].map((term) => listOf(term, terms, store)));
  store.setBlock({ id, first, terms: members, hash: contentHash(content) }, content);
}

function listOf(id: number, terms: CompanionTerms, store: CompanionStore): CompanionList {
  const words = store.list(id)?.words ?? new Uint32Array();
  const companions: Companion[] = [];
  for (let at = 0; at < words.length; at += wordsEach) {
    const tag = terms.of(words[at] ?? 0);
    const count = words[at + 2] ?? 0;
    if (tag?.category === undefined) continue;
    companions.push({ name: tag.name, category: tag.category, count });
  }
  companions.sort((a, b) => b.count - a.count || compareTags(a.name, b.name));
  return { term: terms.of(id)?.name ?? '', companions };
}
