import type { Post } from '../../catalog/post.ts';
import type { Library } from './library.ts';
import { parsePost } from './post-text.ts';

/** A shown post. Throws where there is none of that number. */
export function readPost(library: Library, number: number): Post {
  const row = library.sql('SELECT view FROM posts WHERE number = ?').get(number);
  if (typeof row?.['view'] !== 'string') throw new Error(`there is no post ${number}`);
  return parsePost(row['view']);
}

/** The shown posts from `first` to `last`, the newest first. */
export function readPosts(library: Library, first: number, last: number): readonly Post[] {
  return library
    .sql('SELECT view FROM posts WHERE number BETWEEN ? AND ? ORDER BY number DESC')
    .all(first, last)
    .map(({ view }) => parsePost(view));
}
