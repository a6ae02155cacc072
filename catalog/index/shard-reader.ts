import { type ShardContent, ShardError } from './shard.ts';

/** Loads a shard by its name and hash; it may answer the same promise again. */
export type LoadShard = (name: string, hash: string) => Promise<ShardContent>;

/** Reads shards. Where `onMissing` is given, one that cannot be had is told to it, and reads as empty. */
export class ShardReader {
  readonly #load: LoadShard;
  readonly #onMissing: ((name: string) => unknown) | undefined;

  constructor(load: LoadShard, onMissing: ((name: string) => unknown) | undefined) {
    this.#load = load;
    this.#onMissing = onMissing;
  }

  /** Begins to load a shard that may be read later; who reads it hears of it where that fails. */
  prepare(name: string, hash: string): void {
    void Promise.allSettled([this.#load(name, hash)]);
  }

  /** Rejects with a ShardError where the shard does not load, or `decode` throws one or a RangeError. */
  async read<T>(
    name: string,
    hash: string,
    decode: (content: ShardContent) => T,
    empty: T,
  ): Promise<T> {
    try {
      return decodeShard(name, await this.#load(name, hash), decode);
    } catch (error) {
      if (!(error instanceof ShardError) || !this.#onMissing) throw error;
      this.#onMissing(name);
      return empty;
    }
  }
}

/** What a decoder makes of a shard; bytes that it cannot read are a ShardError by the shard's name. */
export function decodeShard<T>(
  name: string,
  content: ShardContent,
  decode: (content: ShardContent) => T,
): T {
  try {
    return decode(content);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ShardError(`data/${name} cannot be read`, { cause });
  }
}
