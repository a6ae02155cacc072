import { type IndexSource, wildcardExpression, wildcardStem } from '../search/index-source.ts';
import { compareTags } from '../tag.ts';
import { contentHash } from './content-hash.ts';
import { type BlockList, type Manifest, parseBlockList } from './manifest.ts';
import { type Bitmap, decodePostings, emptyBitmap } from './posting-list.ts';
import { decodeBundle } from './postings-bundle.ts';
import { bytesOf, jsonOf, type ShardContent } from './shard.ts';
import { decodeVocabularyBlock, placeOf, type Term, type VocabularyBlock } from './vocabulary.ts';

/** Loads a shard by its name and hash; it may answer the same promise again. */
export type LoadShard = (name: string, hash: string) => Promise<ShardContent>;

/** Names of the index's shards, below `data/`. */
export const shardNames = {
  vocabularyList: 'vocabulary/manifest',
  vocabulary: (block: string): string => `vocabulary/${block}`,
  bundle: (segment: number, block: string): string => `postings/${segment}/${block}`,
  own: (segment: number, nameHash: string): string => `postings/${segment}/t-${nameHash}`,
  columnList: 'columns/manifest',
  column: (column: string, block: number): string => `columns/${column}/${block}`,
  relationsList: 'relations/manifest',
  relations: (block: number): string => `relations/${block}`,
  relatedList: 'related/manifest',
  relatedGroup: (group: number): string => `related/g${group}`,
  related: (block: number): string => `related/${block}`,
} as const;

/** The index as its shards hold it. Loads only what is asked for. */
export class ShardIndex implements IndexSource {
  readonly segmentSize: number;
  readonly highest: number;
  readonly #load: LoadShard;
  readonly #vocabularyHash: string;

  readonly #homes = new WeakMap<Term, { block: VocabularyBlock; id: string; place: number }>();
  readonly #blocks = new Map<string, Promise<VocabularyBlock>>();

  constructor(manifest: Manifest, load: LoadShard) {
    this.segmentSize = manifest.parameters.segment;
    this.highest = manifest.highest;
    this.#vocabularyHash = manifest.vocabulary;
    this.#load = load;
  }

  async term(name: string): Promise<Term | undefined> {
    const list = await this.#blockList();
    const home = list[placeOf(list, ([, , first]) => first, name)];
    if (!home) return undefined;
    const { terms } = await this.#block(home[0], home[1]);
    const term = terms[placeOf(terms, (item) => item.name, name)];
    return term?.name === name ? term : undefined;
  }

  async matching(pattern: string): Promise<readonly Term[]> {
    const stem = wildcardStem(pattern);
    const list = await this.#blockList();
    const first = Math.max(
      0,
      placeOf(list, ([, , name]) => name, stem),
    );
    const candidates = list
      .slice(first)
      .filter(([, , name]) => compareTags(name, stem) <= 0 || name.startsWith(stem));
    const blocks = await Promise.all(candidates.map(([id, hash]) => this.#block(id, hash)));
    const expression = wildcardExpression(pattern);
    return blocks.flatMap(({ terms }) =>
      terms.filter(({ name, category }) => category !== undefined && expression.test(name)),
    );
  }

  async postings(term: Term, segment: number): Promise<Bitmap> {
    const part = term.segments.find((known) => known.segment === segment);
    const home = this.#homes.get(term);
    if (!part || !home) return emptyBitmap(this.segmentSize);
    if (part.ownHash !== undefined) {
      const name = shardNames.own(segment, contentHash(term.name));
      return decodePostings(bytesOf(await this.#load(name, part.ownHash)), this.segmentSize);
    }
    const hash = home.block.bundles.get(segment) ?? '';
    const content = await this.#load(shardNames.bundle(segment, home.id), hash);
    const list = decodeBundle(bytesOf(content)).get(home.place);
    return list ? decodePostings(list, this.segmentSize) : emptyBitmap(this.segmentSize);
  }

  async #blockList(): Promise<BlockList> {
    const content = await this.#load(shardNames.vocabularyList, this.#vocabularyHash);
    return parseBlockList(jsonOf(content));
  }

  #block(id: string, hash: string): Promise<VocabularyBlock> {
    const known = this.#blocks.get(id);
    if (known !== undefined) return known;
    const loading = this.#load(shardNames.vocabulary(id), hash).then((content) => {
      const block = decodeVocabularyBlock(bytesOf(content));
      block.terms.forEach((term, place) => {
        this.#homes.set(term, { block, id, place });
      });
      return block;
    });
    this.#blocks.set(id, loading);
    // A shard that did not load is asked for again by the next search.
    loading.catch(() => this.#blocks.delete(id));
    return loading;
  }
}
