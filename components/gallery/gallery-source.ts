import type { Manifest } from '../../catalog/index/manifest.ts';
import { type LoadShard, ShardIndex } from '../../catalog/index/shard-index.ts';
import type { Query } from '../../catalog/search/query.ts';
import { type VisitorFilter, without } from '../filter/visitor-filter.ts';
import { Matches } from '../results/matches.ts';
import { positiveTerms } from '../results/positive-terms.ts';
import { loadRatios } from '../shapes.ts';
import { strings } from '../strings.ts';
import type { DrawnTile } from '../tile.ts';
import { badgesOf, type DrawnBadge, veilsOf } from './tile-facts.ts';

/** The posts of an endless gallery, by place; what the visitor hides is not among them. */
export class GallerySource {
  readonly matches: Matches;
  readonly total: number;
  readonly #index: ShardIndex;
  readonly #manifest: Manifest;
  readonly #load: LoadShard;
  readonly #filter: VisitorFilter;
  readonly #wished: string;
  /** The search as its address says it, for the ways on a post's page. */
  readonly #query: string;

  private constructor(
    opened: { readonly matches: Matches; readonly total: number; readonly index: ShardIndex },
    { manifest, load, filter, query, text }: GalleryWish,
  ) {
    this.matches = opened.matches;
    this.total = opened.total;
    this.#index = opened.index;
    this.#manifest = manifest;
    this.#load = load;
    this.#filter = filter;
    this.#wished = positiveTerms(query.node).slice(0, 6).join(', ');
    this.#query = text;
  }

  static async open(wish: GalleryWish): Promise<GallerySource> {
    const index = new ShardIndex(wish.manifest, wish.load);
    const matches = await Matches.open(without(wish.query, wish.filter.hidden), index);
    return new GallerySource({ matches, total: await matches.total(), index }, wish);
  }

  /** How many matches the visitor's settings hide. */
  async hidden(query: Query): Promise<number> {
    if (this.#filter.hidden === undefined) return 0;
    const all = await Matches.open(query, this.#index);
    return (await all.total()) - this.total;
  }

  /** The tiles at the places `from` … `to` - 1. */
  async tiles(from: number, to: number): Promise<readonly DrawnTile[]> {
    const numbers = await this.matches.slice(from, to);
    const [ratios, veils] = await Promise.all([
      loadRatios(numbers, this.#manifest, this.#load),
      veilsOf(numbers, this.#filter.blurred, this.#index),
    ]);
    return numbers.map((number, place) => ({
      number,
      ratio: ratios[place] ?? 100,
      alt: this.#wished === '' ? strings.post(number) : strings.postWith(number, this.#wished),
      // The first ones of the page are wanted at once; of any other chunk the browser loads what comes near.
      isLazy: from + place >= 16,
      query: this.#query,
      veil: veils.get(number),
    }));
  }

  badges(numbers: readonly number[]): Promise<ReadonlyMap<number, readonly DrawnBadge[]>> {
    return badgesOf(numbers, this.#index);
  }
}

interface GalleryWish {
  readonly manifest: Manifest;
  readonly load: LoadShard;
  readonly filter: VisitorFilter;
  readonly query: Query;
  readonly text: string;
}
