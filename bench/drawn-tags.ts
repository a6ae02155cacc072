import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareTags, type Tag, type TagCategory } from '../catalog/tag.ts';
import { type Chance, chance } from '../tests/fixtures/random.ts';

const shared = fileURLToPath(new URL('../../shared/bench/', import.meta.url));
const categoryOf: Readonly<Record<string, TagCategory>> = {
  0: 'general',
  1: 'artist',
  3: 'copyright',
  4: 'character',
  5: 'meta',
};
/** Posts of the booru that the counts were taken from. */
const countedPosts = 9_000_000;

interface KnownTag extends Tag {
  readonly posts: number;
  /** Tags seen beside it, and how often. */
  readonly beside: [KnownTag, number][];
}

/** Draws the tags of post after post: what goes together on a booru goes together here, where its counts are at hand. */
export class DrawnTags {
  readonly #bare: number;
  readonly #everywhere: readonly KnownTag[];
  readonly #draws: ReadonlyMap<TagCategory, Lottery<KnownTag>>;
  readonly #besides = new Map<KnownTag, Lottery<KnownTag>>();
  readonly #counts: ReadonlyMap<string, number>;

  /** `bare`: the share of posts with general tags only. */
  constructor(bare: number) {
    this.#bare = bare;
    const known = readVocabulary() ?? ownVocabulary();
    this.#counts = new Map(known.map(({ name, posts }) => [name, posts]));
    const of = (category: TagCategory): KnownTag[] =>
      known.filter((tag) => tag.category === category);
    const general = of('general').toSorted((a, b) => b.posts - a.posts);
    this.#everywhere = [...general.slice(0, 300), ...of('meta').slice(0, 40)];
    this.#draws = new Map([
      ['general', new Lottery(general.map((tag) => [tag, Math.sqrt(tag.posts)]))],
      ...(['character', 'copyright', 'artist'] as const).map(
        (category): [TagCategory, Lottery<KnownTag>] => [
          category,
          new Lottery(of(category).map((tag) => [tag, tag.posts])),
        ],
      ),
    ]);
  }

  /** The same number gives the same tags, sorted by name. */
  of(number: number): readonly Tag[] {
    const draw = chance(number);
    const tags = new Set<KnownTag>();
    const isBare = draw.next() < this.#bare;
    const anchors = isBare ? [this.#draw('general', draw)] : this.#subjects(draw);
    for (const tag of anchors) tags.add(tag);
    for (const tag of this.#everywhere) if (draw.next() < tag.posts / countedPosts) tags.add(tag);
    for (let left = 6 + draw.below(16); left > 0; left--) {
      const from = draw.next() < 0.5 ? draw.pick(anchors) : draw.pick([...tags]);
      const tag =
        (draw.next() < 0.9 && this.#besideOf(from)?.draw(draw)) || this.#draw('general', draw);
      if (tag.category === 'general') tags.add(tag);
    }
    if (!isBare && draw.next() < 0.92) tags.add(this.#draw('artist', draw));
    return [...tags]
      .map(({ name, category }) => ({ name, category }))
      .toSorted((a, b) => compareTags(a.name, b.name));
  }

  /** How common a tag is on the booru that the counts were taken from. */
  countOf(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  #subjects(draw: Chance): readonly KnownTag[] {
    if (draw.next() > 0.75) return [this.#draw('copyright', draw)];
    return Array.from({ length: draw.next() < 0.8 ? 1 : 2 }, () => {
      const character = this.#draw('character', draw);
      const series = character.beside
        .filter(([{ category }]) => category === 'copyright')
        .toSorted(([, a], [, b]) => b - a)[0];
      return series ? [character, series[0]] : [character];
    }).flat();
  }

  #draw(category: TagCategory, draw: Chance): KnownTag {
    const lottery = this.#draws.get(category);
    if (!lottery) throw new Error(`no tags of category ${category} are known`);
    return lottery.draw(draw);
  }

  #besideOf(tag: KnownTag): Lottery<KnownTag> | undefined {
    if (tag.beside.length === 0) return undefined;
    const known = this.#besides.get(tag) ?? new Lottery(tag.beside);
    this.#besides.set(tag, known);
    return known;
  }
}

/** Draws by weight. */
class Lottery<T> {
  readonly #items: readonly (readonly [T, number])[];
  readonly #sums: Float64Array;

  constructor(items: readonly (readonly [T, number])[]) {
    this.#items = items;
    let sum = 0;
    this.#sums = Float64Array.from(items, ([, weight]) => {
      sum += weight;
      return sum;
    });
  }

  draw({ next }: Chance): T {
    const at = next() * (this.#sums.at(-1) ?? 0);
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const item = this.#items[low];
    if (!item) throw new Error('there is nothing to draw from');
    return item[0];
  }
}

/** A booru's own counts, on machines that have them. */
function readVocabulary(): readonly KnownTag[] | undefined {
  if (!existsSync(`${shared}vocabulary.csv`)) return undefined;
  const tags = new Map<string, KnownTag>();
  for (const [name = '', code = '', posts = ''] of readRows('vocabulary.csv')) {
    const category = categoryOf[code];
    if (category) tags.set(name, { name, category, posts: Number(posts), beside: [] });
  }
  for (const [one = '', other = '', posts = ''] of readRows('cooccurrence.csv')) {
    const [a, b] = [tags.get(one), tags.get(other)];
    a?.beside.push(...(b ? [[b, Number(posts)] as [KnownTag, number]] : []));
    b?.beside.push(...(a ? [[a, Number(posts)] as [KnownTag, number]] : []));
  }
  return [...tags.values()];
}

function readRows(file: string): readonly (readonly string[])[] {
  const lines = readFileSync(`${shared}${file}`, 'utf8').trimEnd().split('\n');
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
    ),
  );
}

/** Names drawn with 1/rank, for machines that lack the counts. */
function ownVocabulary(): readonly KnownTag[] {
  const sizes: readonly (readonly [TagCategory, number])[] = [
    ['general', 13_000],
    ['character', 9000],
    ['copyright', 2000],
    ['artist', 18_000],
    ['meta', 40],
  ];
  return sizes.flatMap(([category, size]) =>
    Array.from({ length: size }, (_, rank) => ({
      name: `${category}_${rank + 1}`,
      category,
      posts: Math.round((countedPosts * 0.6) / (rank + 1)),
      beside: [],
    })),
  );
}
