import type { ColumnBounds, TextField } from '../search/index-source.ts';
import { decodeBlockList, idOfBlock, type ListedBlock } from './block-list.ts';
import { type ColumnValues, decodeColumn } from './column.ts';
import { type ColumnPart, decodeColumnList } from './column-list.ts';
import { decodeLookup, type LookupBlock } from './lookup.ts';
import { type Manifest, parseHashes } from './manifest.ts';
import { Memo } from './memo.ts';
import { bytesOf, jsonOf } from './shard.ts';
import { shardNames } from './shard-names.ts';
import type { ShardReader } from './shard-reader.ts';
import { parseTextBlock } from './text-block.ts';
import { placeOf } from './vocabulary.ts';

/** Columns, texts and look-up tables as their shards hold them. Loads only what is asked for, and decodes it once. */
export class ShardColumns {
  readonly blockSize: number;
  readonly #manifest: Manifest;
  readonly #reader: ShardReader;
  readonly #lists = new Memo<readonly ColumnPart[]>();
  readonly #values = new Memo<ColumnValues>();
  readonly #textLists = new Memo<readonly string[]>();
  readonly #texts = new Memo<readonly (readonly string[])[]>();
  readonly #tables = new Memo<readonly ListedBlock[]>();
  readonly #lookups = new Memo<LookupBlock>();

  constructor(manifest: Manifest, reader: ShardReader) {
    this.blockSize = manifest.parameters.block;
    this.#manifest = manifest;
    this.#reader = reader;
  }

  async columnBounds(column: string): Promise<readonly (ColumnBounds | undefined)[]> {
    const list = await this.#list(column);
    return list.map((part) => {
      if (part.kind === 'none') return undefined;
      if (part.kind === 'same') return { lowest: part.value, highest: part.value };
      return { lowest: part.lowest, highest: part.highest };
    });
  }

  /** Where all posts of a block have the same value, so has every number. */
  async columnValues(column: string, block: number): Promise<ColumnValues> {
    const part = (await this.#list(column))[block];
    return this.#block(shardNames.column(column, block), part, this.blockSize);
  }

  /**
   * Begins to load what every block of shapes needs, and then one that will likely be asked for. Who asks for a block hears of
   * it where that fails.
   */
  async prepareShapes(block: number | undefined): Promise<void> {
    const [list] = await Promise.allSettled([this.#shapeList()]);
    if (block === undefined || list.status === 'rejected') return;
    const part = list.value[block];
    if (part?.kind === 'shard') this.#reader.prepare(shardNames.shapes(block), part.hash);
  }

  async shapes(block: number): Promise<ColumnValues> {
    const list = await this.#shapeList();
    return this.#block(shardNames.shapes(block), list[block], this.#manifest.parameters.shapes);
  }

  async #block(name: string, part: ColumnPart | undefined, size: number): Promise<ColumnValues> {
    if (part?.kind !== 'shard') {
      return new Float64Array(size).fill(part?.kind === 'same' ? part.value : Number.NaN);
    }
    return this.#values.get(name, () =>
      this.#reader.read(
        name,
        part.hash,
        (content) => decodeColumn(bytesOf(content), size),
        new Float64Array(size).fill(Number.NaN),
      ),
    );
  }

  async texts(field: TextField, block: number): Promise<readonly (readonly string[])[]> {
    const list = shardNames.textList(field);
    const hashes = await this.#textLists.get(list, () =>
      this.#reader.read(
        list,
        this.#manifest.texts.get(field) ?? '',
        (content) => parseHashes(jsonOf(content)),
        [],
      ),
    );
    const hash = hashes[block] ?? '';
    if (hash === '') return [];
    const name = shardNames.text(field, block);
    const size = this.blockSize;
    return this.#texts.get(name, () =>
      this.#reader.read(name, hash, (content) => parseTextBlock(jsonOf(content), size), []),
    );
  }

  async lookUp(table: string, key: string): Promise<readonly number[]> {
    const hash = this.#manifest.lookups.get(table);
    if (hash === undefined) return [];
    const list = shardNames.lookupList(table);
    const blocks = await this.#tables.get(list, () =>
      this.#reader.read(list, hash, (content) => decodeBlockList(bytesOf(content)), []),
    );
    const home = blocks[placeOf(blocks, ({ first }) => first, key)];
    if (!home) return [];
    const name = shardNames.lookup(table, idOfBlock(blocks, home));
    const block = await this.#lookups.get(name, () =>
      this.#reader.read<LookupBlock>(
        name,
        home.hash,
        (content) => decodeLookup(bytesOf(content)),
        new Map(),
      ),
    );
    return block.get(key) ?? [];
  }

  async #list(column: string): Promise<readonly ColumnPart[]> {
    const hash = this.#manifest.columns.get(column);
    return hash === undefined ? [] : this.#columnList(shardNames.columnList(column), hash);
  }

  #shapeList(): Promise<readonly ColumnPart[]> {
    return this.#columnList(shardNames.shapeList, this.#manifest.shapes);
  }

  #columnList(name: string, hash: string): Promise<readonly ColumnPart[]> {
    return this.#lists.get(name, () =>
      this.#reader.read(name, hash, (content) => decodeColumnList(bytesOf(content)), []),
    );
  }
}
