/** Sizes that the format leaves open; they stand in the manifest, so that a reader uses the writer's. */
export interface IndexParameters {
  /** Numbers a segment: a posting list covers one. */
  readonly segment: number;
  /** Numbers a block of columns, texts and relations. */
  readonly block: number;
  /** Numbers a block of related posts; a `block` is made of so many whole ones. */
  readonly related: number;
  /** Tags a block of the vocabulary, on average. */
  readonly names: number;
  /** Keys a block of a look-up table, on average. */
  readonly keys: number;
  /** Tags a completion shard, at most, and in the first one, which answers the first letters. */
  readonly completions: number;
  readonly hot: number;
  /** Bytes from which a posting list has files of its own, and of such a file, unless one segment takes more. */
  readonly own: number;
  readonly run: number;
  /** Bytes of short posting lists that lie together, at most, unless one takes more. */
  readonly bundle: number;
  /** Numbers a block of shapes; a `block` is made of so many whole ones. */
  readonly shapes: number;
}

export const defaultParameters: IndexParameters = {
  segment: 65_536,
  block: 8192,
  related: 128,
  names: 256,
  keys: 1024,
  completions: 300,
  hot: 2000,
  own: 512,
  run: 8192,
  bundle: 16_384,
  shapes: 2048,
};

/** The version of the whole index; a reader refuses any other. See docs/index-format.md. */
export const indexVersion = 4;
