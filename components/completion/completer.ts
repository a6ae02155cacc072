import {
  type CompletionEntry,
  type CompletionShard,
  completionName,
  parseCompletion,
} from '../../catalog/index/completion.ts';
import { jsonOf } from '../../catalog/index/shard.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import type { LoadShard } from '../../catalog/index/shard-reader.ts';
import { noRest, type Rest } from '../../catalog/search/rest.ts';
import { normaliseTag, type TagCategory } from '../../catalog/tag.ts';
import type { ShardLoader } from '../shard-loader.ts';
import { EntryFinder, rankEntries } from './entry-finder.ts';
import { findTypos } from './typo-finder.ts';

/** A tag proposed for what was typed. */
export interface Proposal extends CompletionEntry {
  /** How many words before the typed one belong to it: `hair lo` → `long_hair`, 1. */
  readonly wordsBefore: number;
  /** It is not what was typed, only near to it. */
  readonly isGuess: boolean;
}

interface KnownShard {
  readonly shard: CompletionShard;
  readonly finder: EntryFinder;
}

interface Asked {
  readonly typed: string;
  readonly category?: TagCategory | undefined;
  /** The plain words right before the typed one, nearest last. */
  readonly before?: readonly string[];
}

/** Rows that a list shows. */
const mostEntries = 10;

/** Of these, rows for tags that take words before the typed one with them. */
const mostPhrases = 3;

/** Proposes tags for what is typed. A shard is loaded and indexed once; then typing asks the network nothing. */
export class Completer {
  readonly #shards: Pick<ShardLoader, 'ask'>;
  readonly #rests: () => Rest;
  readonly #known = new Map<string, Promise<KnownShard>>();

  /** `rests`: how others have their turns while a shard is indexed. */
  constructor(shards: Pick<ShardLoader, 'ask'>, rests: () => Rest = () => noRest) {
    this.#shards = shards;
    this.#rests = rests;
  }

  /** Loads what every completion begins with. */
  async prepare(): Promise<void> {
    await this.#reach('');
  }

  /**
   * The ten best; none where nothing is typed, unless a category is. Where no tag matches, those that one typing error
   * away do.
   */
  async complete({ typed, category, before = [] }: Asked): Promise<readonly Proposal[]> {
    const wish = normaliseTag(typed);
    if (wish.includes('*') || (wish === '' && category === undefined)) return [];
    const inCategory = isIn(category);
    const own = (await this.#byWords(wish)).filter(inCategory);
    const phrases = (await this.#phrases(wish, before)).filter(inCategory);
    const shown = uniqueTags(rankEntries(own, wish));
    const isExact = own.length + phrases.length > 0;
    if (isExact) return mix(shown.map(plain), phrases);
    return (await this.#typos(wish)).filter(inCategory);
  }

  /**
   * What the commonest tags alone answer to a first letter, at once: the shard of that letter is still on its way. None
   * where they are all tags that there are, so that `complete` takes no longer.
   */
  async completeFirst({ typed, category }: Asked): Promise<readonly Proposal[]> {
    const wish = normaliseTag(typed);
    if (wish === '*' || [...wish].length !== 1) return [];
    const { shard, finder } = await this.#reach('');
    if (shard.deeper.size === 0) return [];
    const found = finder.find([wish]).filter(isIn(category));
    return uniqueTags(rankEntries(found, wish)).slice(0, mostEntries).map(plain);
  }

  async #byWords(wish: string): Promise<readonly CompletionEntry[]> {
    const found = await this.#find(wish, wish === '' ? [] : [wish]);
    const [first, ...words] = beginningsOf(wish);
    if (found.length >= mostEntries || first === undefined || words.length === 0) return found;
    return [...found, ...(await this.#find(first, [first, ...words]))];
  }

  /** Tags that hold the words before the typed one too. */
  async #phrases(wish: string, before: readonly string[]): Promise<readonly Proposal[]> {
    if (wish === '') return [];
    const found: Proposal[] = [];
    for (let words = before.length; words > 0; words--) {
      const beginnings = before.slice(-words).flatMap(beginningsOf).concat(beginningsOf(wish));
      const entries = await Promise.all(
        beginnings.map((beginning) => this.#find(beginning, beginnings)),
      );
      const ranked = uniqueTags(rankEntries(entries.flat(), ''));
      found.push(...ranked.map((entry) => ({ ...entry, wordsBefore: words, isGuess: false })));
    }
    return [...new Map(found.toReversed().map((entry) => [entry.name, entry])).values()]
      .toReversed()
      .slice(0, mostPhrases);
  }

  async #find(prefix: string, beginnings: readonly string[]): Promise<readonly CompletionEntry[]> {
    const { finder } = await this.#reach(prefix);
    return finder.find(beginnings);
  }

  #typos(wish: string): Promise<readonly Proposal[]> {
    return this.#shards.ask(async (manifest, load) => {
      const index = new ShardIndex(manifest, load);
      const found = await findTypos(wish, manifest, load, index);
      return found.map((entry) => ({ ...entry, wordsBefore: 0, isGuess: true }));
    });
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
    const loading = load(completionName(prefix), hash).then(async (content) => {
      const shard = parseCompletion(jsonOf(content));
      return { shard, finder: await EntryFinder.of(shard.entries, this.#rests()) };
    });
    this.#known.set(key, loading);
    loading.catch(() => this.#known.delete(key));
    return loading;
  }
}

function isIn(category: TagCategory | undefined): (entry: CompletionEntry) => boolean {
  return (entry) => category === undefined || entry.category === category;
}

function plain(entry: CompletionEntry): Proposal {
  return { ...entry, wordsBefore: 0, isGuess: false };
}

/** The words that a tag is typed by; what has no letters, such as `^_^`, is one. */
function beginningsOf(text: string): readonly string[] {
  const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');
  return words.length > 0 ? words : [text];
}

/** Each tag once: by its own name where both that and another name match. */
function uniqueTags(entries: readonly CompletionEntry[]): readonly CompletionEntry[] {
  const own = new Set(entries.filter(({ alias }) => alias === undefined).map(({ name }) => name));
  const kept = new Map<string, CompletionEntry>();
  for (const entry of entries) {
    if (entry.alias !== undefined && own.has(entry.name)) continue;
    if (!kept.has(entry.name)) kept.set(entry.name, entry);
  }
  return [...kept.values()];
}

/** The tags of the typed word, with room for those that take earlier words in. */
function mix(own: readonly Proposal[], phrases: readonly Proposal[]): readonly Proposal[] {
  const known = new Set(phrases.map(({ name }) => name));
  const rest = own.filter(({ name }) => !known.has(name));
  return [...rest.slice(0, mostEntries - phrases.length), ...phrases];
}
