import type { Manifest } from '../../catalog/index/manifest.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import type { LoadShard } from '../../catalog/index/shard-reader.ts';
import { explainQuery, type QueryReport } from '../../catalog/search/explain-query.ts';
import { prepareQuery } from '../../catalog/search/prepare-query.ts';
import { type Order, patternsIn, type Query, subjectOf } from '../../catalog/search/query.ts';
import type { Rest } from '../../catalog/search/rest.ts';
import type { TagCategory } from '../../catalog/tag.ts';
import { type VisitorFilter, without } from '../filter/visitor-filter.ts';
import { CountedTags } from '../result-tags/counted-tags.ts';
import { type LoadMeter, meterLoads } from '../result-tags/load-meter.ts';
import { Matches } from '../results/matches.ts';
import { positiveTerms } from '../results/positive-terms.ts';
import { restInSlices } from '../results/slices.ts';
import { loadRatios } from '../shapes.ts';
import { strings } from '../strings.ts';
import type { DrawnTile } from '../tile.ts';
import { type BadgeFacts, loadBadgeFacts } from './draw-badges.ts';
import { veilsOf } from './tile-facts.ts';
import type { TileSource } from './tile-source.ts';

/** The posts of an endless gallery, by place; what the visitor hides is not among them. */
export class GallerySource implements TileSource {
  readonly matches: Matches;
  /** Names of shards that did not load: what they hold is not found. */
  readonly missing: ReadonlySet<string>;
  readonly #index: ShardIndex;
  readonly #rest: Rest;
  readonly #manifest: Manifest;
  readonly #meter: LoadMeter;
  readonly #filter: VisitorFilter;
  readonly #wished: string;
  /** The post that all are compared with. */
  readonly #subject: number | undefined;
  /** The search as its address says it, for the ways on a post's page. */
  readonly #query: string;
  #total: number | undefined;

  private constructor(opened: Opened, wish: GalleryWish) {
    const { filter, query, text, manifest } = wish;
    this.matches = opened.matches;
    this.#index = opened.index;
    this.#rest = opened.rest;
    this.#meter = opened.meter;
    this.#manifest = manifest;
    this.missing = opened.missing;
    this.#filter = filter;
    this.#wished = positiveTerms(query.node).slice(0, 6).join(', ');
    this.#query = text;
    this.#subject = subjectOf(query.node);
  }

  static async open(wish: GalleryWish): Promise<GallerySource> {
    const rest = restInSlices();
    const missing = new Set<string>();
    // When the index was loaded anew and a shard is still not there, the search goes on without it.
    const onMissing = wish.isLast ? { onMissing: (name: string) => missing.add(name) } : {};
    const meter = meterLoads(wish.load);
    const index = new ShardIndex(wish.manifest, meter.load, { rest, ...onMissing });
    index.prepareShapes(firstOf(wish.query.order));
    const patterns = patternsIn(wish.query.node);
    if (patterns.length > 0) await wish.onPatterns(await index.bytesOfPatterns(patterns));
    const matches = await Matches.open(without(wish.query, wish.filter.hidden), index, rest);
    return new GallerySource({ matches, index, rest, missing, meter }, wish);
  }

  /** All posts; `undefined` until they are counted. */
  get total(): number | undefined {
    return this.#total;
  }

  /** Counts all posts: exact, and after the first ones, which need less. */
  async count(): Promise<number> {
    this.#total ??= await this.matches.total();
    return this.#total;
  }

  /** How many matches the visitor's settings hide. */
  async hidden(query: Query): Promise<number> {
    if (this.#filter.hidden === undefined) return 0;
    const all = await Matches.open(query, this.#index, this.#rest);
    return (await all.total()) - (await this.count());
  }

  /** How a query was read, and what its words have; what the visitor hides counts too. */
  async explain(query: Query): Promise<QueryReport> {
    const prepared = await prepareQuery(query, this.#index);
    return explainQuery(prepared, this.#index, await this.count(), this.#rest);
  }

  /** The category of a tag; `undefined`: no post has it, or it is none. */
  async categoryOf(tag: string): Promise<TagCategory | undefined> {
    return (await this.#index.term(tag))?.category;
  }

  /** The tags most frequent among the matches; what the visitor hides does not count. */
  async resultTags(query: Query): Promise<CountedTags> {
    return CountedTags.open({
      query: without(query, this.#filter.hidden),
      matches: this.matches,
      total: await this.count(),
      index: this.#index,
      manifest: this.#manifest,
      meter: this.#meter,
      rest: this.#rest,
    });
  }

  /** The tiles at the places `from` … `to` - 1. */
  async tiles(from: number, to: number): Promise<readonly DrawnTile[]> {
    const numbers = await this.matches.slice(from, to);
    const [ratios, veils, likeness] = await Promise.all([
      loadRatios(numbers, this.#index),
      veilsOf(numbers, this.#filter.blurred, this.#index),
      this.#subject === undefined ? undefined : this.#index.similar(this.#subject),
    ]);
    return numbers.map((number, place) => ({
      number,
      ratio: ratios[place] ?? 100,
      alt: this.#wished === '' ? strings.post(number) : strings.postWith(number, this.#wished),
      query: this.#query,
      veil: veils.get(number),
      mark: likeness && strings.alike(likeness.get(number) ?? 0),
    }));
  }

  /** What the badges of some posts say, in the same order. */
  badges(numbers: readonly number[]): Promise<readonly BadgeFacts[]> {
    return loadBadgeFacts(numbers, this.#index);
  }
}

/** Which posts' shapes the first tiles need, as far as one knows that before anything is found. */
function firstOf(order: Order): 'newest' | 'oldest' | undefined {
  if (order.kind !== 'number') return undefined;
  return order.isAscending ? 'oldest' : 'newest';
}

interface Opened {
  readonly matches: Matches;
  readonly index: ShardIndex;
  readonly rest: Rest;
  readonly missing: ReadonlySet<string>;
  readonly meter: LoadMeter;
}

interface GalleryWish {
  readonly manifest: Manifest;
  readonly load: LoadShard;
  /** The index was loaded anew already: what does not load now is done without. */
  readonly isLast: boolean;
  readonly filter: VisitorFilter;
  readonly query: Query;
  readonly text: string;
  /** Hears about how many bytes the query's patterns load, before they are; the search goes on when it resolves. */
  readonly onPatterns: (bytes: number) => Promise<void>;
}
