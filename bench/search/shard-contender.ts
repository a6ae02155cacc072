import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { type Manifest, parseManifest } from '../../catalog/index/manifest.ts';
import {
  jsonOf,
  type ShardCall,
  shardAddress,
  shardFunction,
  unwrapShard,
} from '../../catalog/index/shard.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { Matches } from '../../components/results/matches.ts';
import { loadRatios } from '../../components/shapes.ts';
import { type Answer, type Contender, pageSize } from './contender.ts';

/** The index of a site, read as a browser reads it: each visitor begins with nothing. */
export class ShardSite {
  readonly #folder: string;
  readonly #scripts = new Map<string, string>();
  readonly #sizes = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  visitor(): Contender {
    return new Visitor(this);
  }

  /** Files are read before anything is timed twice; reading them is not the engine's work. */
  run(name: string): ShardCall {
    const known = this.#scripts.get(name);
    const script = known ?? readFileSync(join(this.#folder, shardAddress(name)), 'utf8');
    this.#scripts.set(name, script);
    const calls: ShardCall[] = [];
    const receive = (...[version, own, hash, encoding, payload]: unknown[]): void => {
      calls.push({ version, name: own, hash, encoding, payload } as ShardCall);
    };
    vm.compileFunction(script, [shardFunction])(receive);
    const [call] = calls;
    if (!call) throw new Error(`${name} calls nothing`);
    return call;
  }

  sizeOf(name: string): number {
    const known = this.#sizes.get(name);
    if (known !== undefined) return known;
    const size = gzipSync(this.#scripts.get(name) ?? '').length;
    this.#sizes.set(name, size);
    return size;
  }
}

class Visitor implements Contender {
  readonly #site: ShardSite;
  readonly #loaded = new Set<string>();
  readonly #contents = new Map<string, ReturnType<typeof unwrapShard>>();
  #index: ShardIndex | undefined;

  constructor(site: ShardSite) {
    this.#site = site;
  }

  /** What search.html does until tiles and total stand. */
  async answer(text: string): Promise<Answer> {
    this.#index ??= new ShardIndex(this.#manifest(), (name) => Promise.resolve(this.#load(name)));
    const matches = await Matches.open(parseQuery(text), this.#index);
    const first = await matches.slice(0, pageSize);
    await loadRatios(first, this.#index);
    return { total: await matches.total(), first };
  }

  takeLoad(): { requests: number; bytes: number } {
    const names = [...this.#loaded];
    const bytes = names.reduce((sum, name) => sum + this.#site.sizeOf(name), 0);
    return { requests: names.length, bytes };
  }

  #manifest(): Manifest {
    return parseManifest(jsonOf(this.#load('manifest')));
  }

  #load(name: string): ReturnType<typeof unwrapShard> {
    const known = this.#contents.get(name);
    if (known !== undefined) return known;
    const content = unwrapShard(this.#site.run(name));
    this.#loaded.add(name);
    this.#contents.set(name, content);
    return content;
  }
}
