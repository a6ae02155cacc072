import {
  type CompletionEntry,
  type CompletionShard,
  completionName,
  parseCompletion,
  wordsOf,
} from '../../catalog/index/completion.ts';
import { jsonOf } from '../../catalog/index/shard.ts';
import type { LoadShard } from '../../catalog/index/shard-index.ts';
import { normaliseTag, type TagCategory } from '../../catalog/tag.ts';
import type { ShardLoader } from '../shard-loader.ts';
import { EntryFinder, rankEntries } from './entry-finder.ts';

interface KnownShard {
  readonly shard: CompletionShard;
  readonly finder: EntryFinder;
}

/** Rows that a list shows. */
const mostEntries = 10;

/** Proposes tags for what is typed. A shard is loaded and indexed once; then typing asks the network nothing. */
export class Completer {
  readonly #shards: Pick<ShardLoader, 'ask'>;
  readonly #known = new Map<string, Promise<KnownShard>>();

  constructor(shards: Pick<ShardLoader, 'ask'>) {
    this.#shards = shards;
  }

  /** Loads what every completion begins with. */
  async prepare(): Promise<void> {
    await this.#reach('');
  }

  /** The ten best; none where nothing is typed, unless a category is. */
  async complete(
    typed: string,
    category: TagCategory | undefined,
  ): Promise<readonly CompletionEntry[]> {
    const wish = normaliseTag(typed);
    if (wish.includes('*') || (wish === '' && category === undefined)) return [];
    const found = await this.#find(wish, wish === '' ? [] : [wish]);
    const words = wordsOf(wish).slice(1);
    const [first] = wish.split(/[^\p{L}\p{N}\p{M}]+/u);
    const isSplit = found.length < mostEntries && words.length > 0 && first !== undefined;
    const others = isSplit ? await this.#find(first, [first, ...words]) : [];
    const all = [...new Map([...found, ...others].map((entry) => [entry.name, entry])).values()];
    const wanted = all.filter((entry) => category === undefined || entry.category === category);
    return rankEntries(wanted, wish).slice(0, mostEntries);
  }

  async #find(prefix: string, beginnings: readonly string[]): Promise<readonly CompletionEntry[]> {
    const { finder } = await this.#reach(prefix);
    return finder.find(beginnings);
  }

  /** The shard of the longest prefix that there is: a shard without deeper ones holds all of its tags. */
  #reach(prefix: string): Promise<KnownShard> {
    return this.#shards.ask(async (manifest, load) => {
      let reached = '';
      let known = await this.#shard(reached, manifest.completion, load);
      for (const character of prefix) {
        const hash = known.shard.deeper.get(character);
        if (hash === undefined) break;
        reached += character;
        known = await this.#shard(reached, hash, load);
      }
      return known;
    });
  }

  #shard(prefix: string, hash: string, load: LoadShard): Promise<KnownShard> {
    const key = `${prefix} ${hash}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const loading = load(completionName(prefix), hash).then((content) => {
      const shard = parseCompletion(jsonOf(content));
      return { shard, finder: new EntryFinder(shard.entries) };
    });
    this.#known.set(key, loading);
    loading.catch(() => this.#known.delete(key));
    return loading;
  }
}
