import { tagQuery } from '../../catalog/search/parse-query.ts';
import { type Chance, chance } from '../../tests/fixtures/random.ts';
import { DrawnTags } from '../drawn-tags.ts';

/** A query to be measured, and what it is an example of. */
export interface DrawnQuery {
  readonly kind: string;
  readonly text: string;
}

/** What is searched for with three tags, by people who look for something that there is. */
export const threeTags = 'three tags';

/** Chooses among the posts of a drawn library, of `count` posts. */
class Tags {
  readonly #drawn = new DrawnTags(0);
  readonly #count: number;
  readonly #luck: Chance;

  constructor(count: number, luck: Chance) {
    this.#count = count;
    this.#luck = luck;
  }

  /** Different tags of one post, so that at least this one has them all; fewer where it has fewer. */
  of(wanted: number): readonly string[] {
    const names = this.#drawn.of(1 + this.#luck.below(this.#count)).map(({ name }) => name);
    for (let at = names.length - 1; at > 0; at--) {
      const other = this.#luck.below(at + 1);
      [names[at], names[other]] = [names[other] ?? '', names[at] ?? ''];
    }
    return names.slice(0, wanted);
  }

  /** The commonest, or the rarest, of a post's tags by the counts of all boorus. */
  rarest(): string {
    return this.#byCount().at(-1) ?? '';
  }

  commonest(): string {
    return this.#byCount()[0] ?? '';
  }

  #byCount(): readonly string[] {
    return this.of(99).toSorted((a, b) => this.#drawn.countOf(b) - this.#drawn.countOf(a));
  }
}

type Draw = (tags: Tags, luck: Chance) => string;

const orders = ['score', 'favcount', 'filesize_asc', 'mpixels', 'tagcount', 'old', 'random:7'];

const kinds: Readonly<Record<string, Draw>> = {
  'one common tag': (tags) => tagQuery(tags.commonest()),
  'one rare tag': (tags) => tagQuery(tags.rarest()),
  'two to five tags': (tags, { below }) => written(tags.of(2 + below(4))).join(' '),
  'with NOT': (tags, { below }) => {
    const [first = '', ...others] = written([tags.commonest(), ...tags.of(1 + below(2))]);
    return [first, ...others.filter((name) => name !== first).map((name) => `-${name}`)].join(' ');
  },
  'OR groups': (tags, { below }) => {
    const [a = '', b = '', c = ''] = written(tags.of(3));
    const [d = '', e = ''] = written(tags.of(2));
    return below(2) === 0 ? `${c} (${a} or ${d})` : `~${a} ~${d} ${c} (${b} or ${e})`;
  },
  wildcards: (tags, { below, pick }) => {
    const [name = '', other = ''] = tags.of(2);
    const word = pick(name.split(/[^a-z0-9]+/).filter((part) => part.length > 2)) ?? 'hair';
    const patterns = [`${name.slice(0, 4)}*`, `*_${word}`, `*${word}*`, `${word}*`];
    const pattern = patterns[below(patterns.length)] ?? '';
    return /^[a-z0-9_*]+$/.test(pattern) ? `${pattern} ${tagQuery(other)}` : `*${word}*`;
  },
  'ranges and orders': (tags, { below, pick }) => {
    const range = pick([
      `score:>${below(200)}`,
      `favcount:${below(50)}..${50 + below(200)}`,
      `width:>${1000 + below(800)}`,
      `mpixels:<${1 + below(3)}`,
      `rating:${pick(['g', 's', 'q', 'e'])}`,
      'ratio:>1.5',
    ]);
    const tag = below(4) === 0 ? '' : tagQuery(tags.commonest());
    return [tag, range, below(2) === 0 ? `order:${pick(orders)}` : ''].filter(Boolean).join(' ');
  },
};

function written(names: readonly string[]): readonly string[] {
  return names.map(tagQuery);
}

/** 200 queries in seven kinds, and 200 of three tags. The same count gives the same. */
export function drawQueries(count: number): readonly DrawnQuery[] {
  const luck = chance(17);
  const tags = new Tags(count, luck);
  const names = Object.keys(kinds);
  const mixed = Array.from({ length: 200 }, (_, at): DrawnQuery => {
    const kind = names[at % names.length] ?? '';
    return { kind, text: kinds[kind]?.(tags, luck) ?? '' };
  });
  const three = Array.from({ length: 200 }, () => ({
    kind: threeTags,
    text: written(tags.of(3)).join(' '),
  }));
  return [...mixed, ...three];
}
