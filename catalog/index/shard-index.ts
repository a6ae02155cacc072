import { similarPosts } from '../related/similar-posts.ts';
import {
  type ColumnBounds,
  type IndexSource,
  type TextField,
  wildcardExpression,
  wildcardStem,
} from '../search/index-source.ts';
import { noRest, type Rest } from '../search/rest.ts';
import { compareTags } from '../tag.ts';
import { decodeWeighedList, idOfBlock, type WeighedBlock } from './block-list.ts';
import type { ColumnValues } from './column.ts';
import { decodeVocabularyBlock, type FoundTerm, type ListedTerms } from './listed-terms.ts';
import type { Manifest } from './manifest.ts';
import { Memo } from './memo.ts';
import type { Bitmap } from './posting-list.ts';
import { blockOf } from './relations.ts';
import { bytesOf, type ShardContent } from './shard.ts';
import { ShardColumns } from './shard-columns.ts';
import { shardNames } from './shard-names.ts';
import { loadTagsOf } from './shard-post-tags.ts';
import { ShardPostings, type TermHome } from './shard-postings.ts';
import { type LoadShard, ShardReader } from './shard-reader.ts';
import { typoCandidates } from './typo-lookup.ts';
import { matchTypo } from './typos.ts';
import { encodeVocabularyBlock, placeOf, type Term } from './vocabulary.ts';

interface Settings {
  /** Called between steps of long work. */
  readonly rest?: Rest;
  /** Hears of each shard that cannot be had, once it is searched without; without it that is an error. */
  readonly onMissing?: (name: string) => unknown;
}

const noTerms = decodeVocabularyBlock(
  encodeVocabularyBlock({ bundles: [], terms: [], aliases: new Map() }),
);

interface ReadBlock {
  readonly id: string;
  readonly terms: ListedTerms;
}

/** The index as its shards hold it. Loads only what is asked for. */
export class ShardIndex implements IndexSource {
  readonly segmentSize: number;
  readonly blockSize: number;
  readonly highest: number;
  readonly #reader: ShardReader;
  readonly #columns: ShardColumns;
  readonly #rest: Rest;
  readonly #manifest: Manifest;
  readonly #load: LoadShard;

  readonly #postings: ShardPostings;
  readonly #homes = new WeakMap<Term, TermHome>();
  readonly #lists = new Memo<readonly WeighedBlock[]>();
  readonly #blocks = new Memo<ReadBlock>();
  readonly #similar = new Memo<ReadonlyMap<number, number>>();
  readonly #tagsOf: (number: number) => Promise<readonly string[]>;

  constructor(manifest: Manifest, load: LoadShard, settings: Settings = {}) {
    this.segmentSize = manifest.parameters.segment;
    this.blockSize = manifest.parameters.block;
    this.highest = manifest.highest;
    this.#manifest = manifest;
    this.#load = load;
    this.#rest = settings.rest ?? noRest;
    this.#reader = new ShardReader(load, settings.onMissing);
    this.#columns = new ShardColumns(manifest, this.#reader);
    this.#postings = new ShardPostings(this.segmentSize, this.#reader);
    this.#tagsOf = (number) => loadTagsOf(number, manifest, load);
  }

  async term(name: string): Promise<Term | undefined> {
    const own = await this.#ownTerm(name);
    if (own) return own;
    const meant = (await this.#blockOf(name))?.terms.aliases.get(name);
    // An alias is of a tag, never of another alias.
    return meant === undefined || meant === name ? undefined : this.#ownTerm(meant);
  }

  async matching(pattern: string): Promise<readonly Term[]> {
    const expression = wildcardExpression(pattern);
    const found: Term[] = [];
    const loading = (await this.#candidates(pattern)).map((listed) => this.#block(listed));
    for (const block of await Promise.all(loading)) {
      await this.#rest();
      for (const some of block.terms.matching(expression)) found.push(this.#handOut(block, some));
    }
    return found;
  }

  /** About the bytes that patterns load at most, but for lists of common tags. Loads the list of blocks alone. */
  async bytesOfPatterns(patterns: readonly string[]): Promise<number> {
    const candidates = await Promise.all(patterns.map((pattern) => this.#candidates(pattern)));
    return [...new Set(candidates.flat())].reduce((sum, { size }) => sum + size, 0);
  }

  /** The blocks that may hold a match. */
  async #candidates(pattern: string): Promise<readonly WeighedBlock[]> {
    const stem = wildcardStem(pattern);
    const list = await this.#blockList();
    const begin = placeOf(list, ({ first }) => first, stem);
    return list
      .slice(Math.max(0, begin))
      .filter(({ first }) => compareTags(first, stem) <= 0 || first.startsWith(stem));
  }

  async neighbours(name: string): Promise<readonly Term[]> {
    const entries = await typoCandidates(name, this.#manifest.typos, this.#load);
    const near = entries.filter((entry) => matchTypo(name, entry.name) === 'whole');
    const terms = await Promise.all(near.map((entry) => this.term(entry.name)));
    return terms.filter((term) => term !== undefined);
  }

  async addPostings(term: Term, segment: number, to: Bitmap): Promise<boolean> {
    const home = this.#homes.get(term);
    return home !== undefined && this.#postings.add(home, segment, to);
  }

  /** The shapes (shape.ts) of a block of `shapeBlockSize` numbers. */
  shapes(block: number): Promise<ColumnValues> {
    return this.#columns.shapes(block);
  }

  /**
   * To be called as soon as it is known that shapes will be wanted: it saves ways to the server. `first`: the first ones will
   * likely be those of the newest or of the oldest posts.
   */
  prepareShapes(first?: 'newest' | 'oldest'): void {
    const blocks = {
      newest: Math.max(0, blockOf(this.highest, this.shapeBlockSize)),
      oldest: 0,
    };
    void this.#columns.prepareShapes(first && blocks[first]);
  }

  get shapeBlockSize(): number {
    return this.#manifest.parameters.shapes;
  }

  columnBounds(column: string): Promise<readonly (ColumnBounds | undefined)[]> {
    return this.#columns.columnBounds(column);
  }

  columnValues(column: string, block: number): Promise<ColumnValues> {
    return this.#columns.columnValues(column, block);
  }

  texts(field: TextField, block: number): Promise<readonly (readonly string[])[]> {
    return this.#columns.texts(field, block);
  }

  lookUp(table: string, key: string): Promise<readonly number[]> {
    return this.#columns.lookUp(table, key);
  }

  similar(number: number): Promise<ReadonlyMap<number, number>> {
    return this.#similar.get(String(number), async () =>
      similarPosts(number, await this.#tagsOf(number), this),
    );
  }

  async #ownTerm(name: string): Promise<Term | undefined> {
    const block = await this.#blockOf(name);
    const found = block?.terms.named(name);
    return block && found && this.#handOut(block, found);
  }

  #handOut({ id, terms: block }: ReadBlock, found: FoundTerm): Term {
    this.#homes.set(found.term, { ...found, block, id });
    return found.term;
  }

  async #blockOf(name: string): Promise<ReadBlock | undefined> {
    const list = await this.#blockList();
    const home = list[placeOf(list, ({ first }) => first, name)] ?? list[0];
    return home && this.#block(home);
  }

  #blockList(): Promise<readonly WeighedBlock[]> {
    const name = shardNames.vocabularyList;
    return this.#lists.get(name, () =>
      this.#reader.read(
        name,
        this.#manifest.vocabulary,
        (content) => decodeWeighedList(bytesOf(content)),
        [],
      ),
    );
  }

  async #block(listed: WeighedBlock): Promise<ReadBlock> {
    await this.#rest();
    const id = idOfBlock(await this.#blockList(), listed);
    return this.#blocks.get(id, async () => {
      const name = shardNames.vocabulary(id);
      const read = (content: ShardContent): ListedTerms => decodeVocabularyBlock(bytesOf(content));
      return { id, terms: await this.#reader.read(name, listed.hash, read, noTerms) };
    });
  }
}
