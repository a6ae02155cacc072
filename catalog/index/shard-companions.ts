import { decodeBlockList, idOfBlock } from './block-list.ts';
import { type Companion, decodeCompanions } from './companions-block.ts';
import type { Manifest } from './manifest.ts';
import { bytesOf } from './shard.ts';
import { shardNames } from './shard-names.ts';
import { decodeShard, type LoadShard } from './shard-reader.ts';
import { placeOf } from './vocabulary.ts';

/** The tags most often beside a term, as the index knows them; `undefined`: it keeps none of a term so rare. */
export async function loadCompanions(
  term: string,
  manifest: Manifest,
  load: LoadShard,
): Promise<readonly Companion[] | undefined> {
  if (manifest.companions === '') return undefined;
  const listName = shardNames.companionsList;
  const content = await load(listName, manifest.companions);
  const blocks = decodeShard(listName, content, () => decodeBlockList(bytesOf(content)));
  const home = blocks[placeOf(blocks, ({ first }) => first, term)];
  if (!home) return undefined;
  const name = shardNames.companions(idOfBlock(blocks, home));
  const bytes = bytesOf(await load(name, home.hash));
  const lists = decodeShard(name, bytes, () => decodeCompanions(bytes));
  return lists.find((list) => list.term === term)?.companions;
}
