import { type Manifest, manifestName, parseManifest } from '../catalog/index/manifest.ts';
import {
  jsonOf,
  type ShardCall,
  type ShardContent,
  type ShardEncoding,
  ShardError,
  shardAddress,
  unwrapShard,
} from '../catalog/index/shard.ts';
import type { LoadShard } from '../catalog/index/shard-reader.ts';

/** Runs a classic script; rejects where it does not load. */
export type RunScript = (address: string) => Promise<void>;

/** Something that reads the index; it may be run a second time, with a newer manifest. */
export type IndexOperation<T> = (
  manifest: Manifest,
  load: LoadShard,
  /** There is no further run: what does not load now is to be done without. */
  isLast?: boolean,
) => Promise<T>;

interface Settings {
  /** The way to the site's root. */
  readonly root: string;
  readonly runScript: RunScript;
  /** What makes the manifest's address new, so that no cache answers; `''` where there is none, as on disk. */
  readonly freshMark: () => string;
  /** Hears of each manifest that is loaded, before anything is read by it. */
  readonly onManifest?: (manifest: Manifest) => void;
}

/**
 * Loads the index's shards by script tags, which work from `file://` too. A shard that is missing or damaged is asked
 * for once more. Where it is not the one that the manifest names, the site was rebuilt in between: the manifest is
 * loaded anew and the operation run again, once; after that what comes is taken, and `isBehind` says so.
 */
export class ShardLoader {
  /** Shards and manifest do not fit together: the site is being updated. */
  isBehind = false;
  readonly #settings: Settings;
  readonly #received = new Map<string, ShardCall>();
  readonly #shards = new Map<string, Promise<ShardContent>>();
  #manifest: Promise<Manifest> | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** What every shard's script calls. */
  readonly receive = (
    version: number,
    name: string,
    hash: string,
    encoding: ShardEncoding,
    payload: string,
  ): void => {
    this.#received.set(name, { version, name, hash, encoding, payload });
  };

  /** Reads the index anew from the next operation on: the site was changed. */
  forget(): void {
    this.#manifest = this.#loadManifest(this.#settings.freshMark());
    // Who asks next hears of it.
    this.#manifest.catch(() => {
      this.#manifest = undefined;
    });
  }

  /** The manifest as the host has it now; what is read goes on by the one that is known. */
  newestManifest(): Promise<Manifest> {
    return this.#loadManifest(this.#settings.freshMark());
  }

  /** Runs an operation on the index. Rejects with a ShardError where the index cannot be read. */
  async ask<T>(operation: IndexOperation<T>): Promise<T> {
    this.#manifest ??= this.#loadManifest('');
    const manifest = this.#manifest;
    try {
      return await operation(await manifest, this.#strictly, false);
    } catch (error) {
      if (!(error instanceof ShardError)) throw error;
    }
    if (this.#manifest === manifest) {
      this.#manifest = this.#loadManifest(this.#settings.freshMark());
    }
    const newer = this.#manifest;
    try {
      return await operation(await newer, this.#leniently, true);
    } catch (error) {
      if (this.#manifest === newer) this.#manifest = undefined;
      throw error;
    }
  }

  readonly #strictly: LoadShard = (name, hash) => this.#load(name, hash, true);
  readonly #leniently: LoadShard = (name, hash) => this.#load(name, hash, false);

  async #loadManifest(mark: string): Promise<Manifest> {
    const address = shardAddress(manifestName) + mark;
    const call = await this.#twice(() => this.#run(manifestName, address));
    const manifest = parseManifest(jsonOf(unwrapShard(call)));
    this.#settings.onManifest?.(manifest);
    return manifest;
  }

  #load(name: string, hash: string, isStrict: boolean): Promise<ShardContent> {
    const key = `${name}?v=${hash}${isStrict ? '' : '&any'}`;
    const known = this.#shards.get(key);
    if (known !== undefined) return known;
    const address = `${shardAddress(name)}?v=${hash}`;
    const loading = this.#twice(async (again) => {
      const call = again
        ? await this.#run(name, `${address}&again=1`)
        : (this.#cameAlong(name, hash) ?? (await this.#run(name, address)));
      return { content: unwrapShard(call), hash: call.hash };
    }).then((shard) => {
      if (shard.hash === hash) return shard.content;
      if (isStrict) throw new ShardError(`data/${name} is not the one that the manifest names`);
      this.isBehind = true;
      return shard.content;
    });
    this.#shards.set(key, loading);
    // What did not load is asked for again by the next operation.
    loading.catch(() => this.#shards.delete(key));
    return loading;
  }

  /** What the manifest's script brought along. */
  #cameAlong(name: string, hash: string): ShardCall | undefined {
    const call = this.#received.get(name);
    if (call?.hash !== hash) return undefined;
    this.#received.delete(name);
    return call;
  }

  async #twice<T>(attempt: (again: boolean) => Promise<T>): Promise<T> {
    try {
      return await attempt(false);
    } catch (error) {
      if (!(error instanceof ShardError)) throw error;
      return attempt(true);
    }
  }

  async #run(name: string, address: string): Promise<ShardCall> {
    try {
      await this.#settings.runScript(this.#settings.root + address);
    } catch (cause) {
      throw new ShardError(`${address.replace(/\?.*/s, '')} did not load`, { cause });
    }
    const call = this.#received.get(name);
    this.#received.delete(name);
    if (call === undefined) throw new ShardError(`${address} is no shard of this name`);
    return call;
  }
}
