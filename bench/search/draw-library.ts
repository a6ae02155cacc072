import type { Post } from '../../catalog/post.ts';
import { ratings } from '../../catalog/rating.ts';
import { openLibrary } from '../../pipeline/library/library.ts';
import { PostTable } from '../../pipeline/library/post-table.ts';
import { postWith } from '../../tests/fixtures/post.ts';
import { chance } from '../../tests/fixtures/random.ts';
import { DrawnTags } from '../drawn-tags.ts';

const shapes = [
  [1200, 1800],
  [1800, 1200],
  [1500, 1500],
  [1080, 1920],
  [1920, 1080],
  [800, 3200],
] as const;

/**
 * Puts the posts up to `count` that a library lacks into it, as `process` would leave it; no picture, record or small
 * picture is made.
 */
export function drawLibrary(state: string, count: number): void {
  const drawn = new DrawnTags(0);
  using library = openLibrary(state);
  const { highest } = library.sql('SELECT max(number) AS highest FROM posts').get() ?? {};
  for (let first = Number(highest ?? 0) + 1; first <= count; first += 20_000) {
    const table = new PostTable(library);
    library.transaction(() => {
      for (let number = first; number < first + 20_000 && number <= count; number++) {
        table.put(drawPost(number, drawn));
      }
      table.flush();
    });
  }
}

/** A post as a booru would tell of it. The same number gives the same post. */
function drawPost(number: number, drawn: DrawnTags): Post {
  const { below, next, pick } = chance(number ^ 0x5eed);
  const tags = drawn.of(number).map(({ name, category }) => [name, category] as const);
  const [width, height] = pick(shapes);
  const id = 1_000_000 + number;
  const parents =
    number > 10 && below(20) === 0 ? [{ source: 'danbooru', id: id - 1 - below(9) }] : [];
  return postWith(number, tags, {
    added: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
    created: new Date(Date.UTC(2015, 0, 1) + number * 60_000).toISOString(),
    rating: ratings['0001112'.charCodeAt(below(7)) - 48] ?? 'general',
    score: Math.floor(next() ** 3 * 300),
    favourites: Math.floor(next() ** 3 * 400),
    width: width + below(200),
    height: height + below(200),
    bytes: 100_000 + below(4_000_000),
    ids: [{ source: 'danbooru', id }],
    parents,
    origins: [`https://example.invalid/art/${number}`],
    paths: [`${Math.floor(number / 1000)}/${number}.png`],
  });
}
