import { countPosts } from '../../pipeline/library/count-posts.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { readPost } from '../../pipeline/library/read-post.ts';
import type { GalleryOrder, HomePage } from '../page-data.ts';
import { kinBetween } from './kin-facts.ts';
import type { PageStyle } from './plan-pages.ts';
import { leading, tileOf } from './tiles.ts';

/** What the home page shows: the gallery page that comes first, and the one behind it where that is not full. */
export function planHome(
  library: Library,
  { pageSize, grid, frame, pagesFrom }: PageStyle,
): Pick<HomePage, 'page' | 'tiles' | 'older' | 'newer' | 'posts'> {
  const { order } = frame;
  const beyond = order === 'new' ? Number.MAX_SAFE_INTEGER : 0;
  const first = pageFrom(library, beyond, pageSize, order);
  const isFull = first.numbers.length >= pageSize;
  const second = pageFrom(library, first.end, pageSize, order);
  const shown = isFull ? first : { ...second, numbers: [...first.numbers, ...second.numbers] };
  const next = pageFrom(library, shown.end, pageSize, order);
  const following = next.numbers.length > 0 ? next.page : undefined;
  const kin = kinBetween(library, Math.min(...shown.numbers), Math.max(...shown.numbers));
  return {
    page: undefined,
    tiles: shown.numbers.map((number) =>
      leading(tileOf(readPost(library, number), grid, frame.blur, kin.get(number)), pagesFrom),
    ),
    newer: order === 'old' ? following : undefined,
    older: order === 'new' ? following : undefined,
    posts: countPosts(library),
  };
}

/** The nearest gallery page with a number beyond `border`, in the gallery's order; `end`: the border behind it. */
function pageFrom(
  library: Library,
  border: number,
  pageSize: number,
  order: GalleryOrder,
): { readonly page: number; readonly end: number; readonly numbers: readonly number[] } {
  const [nearest, sorted] =
    order === 'new'
      ? ['SELECT max(number) AS number FROM posts WHERE number < ?', 'DESC']
      : ['SELECT min(number) AS number FROM posts WHERE number > ?', 'ASC'];
  const row = library.sql(nearest).get(border);
  if (typeof row?.['number'] !== 'number') return { page: 0, end: border, numbers: [] };
  const page = Math.ceil(row['number'] / pageSize);
  const [first, last] = [(page - 1) * pageSize + 1, page * pageSize];
  const numbers = library
    .sql(`SELECT number FROM posts WHERE number BETWEEN ? AND ? ORDER BY number ${sorted}`)
    .all(first, last)
    .map(({ number }) => Number(number));
  return { page, end: order === 'new' ? first : last, numbers };
}
