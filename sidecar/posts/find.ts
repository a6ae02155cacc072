import type { Post } from '../../catalog/post.ts';
import { QueryError } from '../../catalog/search/query.ts';
import { findNumbers } from '../../pipeline/commands/find-posts.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { parsePost } from '../../pipeline/library/post-text.ts';
import type { Collection } from '../collection.ts';
import { Refusal } from '../http/refusal.ts';

/** Every number that a query finds. Throws a Refusal that says where the query cannot be read. */
export async function findOrRefuse(
  collection: Collection,
  library: Library,
  query: string,
): Promise<readonly number[]> {
  try {
    return await findNumbers(library, await collection.rules(), query);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryRefusal(error);
  }
}

/** As every refusal, with the place in the query. */
class QueryRefusal extends Refusal {
  constructor({ message, at }: QueryError) {
    super(400, message, { at });
  }
}

/** Shown posts, in the order of the numbers. */
export function readPosts(library: Library, numbers: readonly number[]): readonly Post[] {
  return numbers.flatMap((number) => {
    const row = library.sql('SELECT view FROM posts WHERE number = ?').get(number);
    return row ? [parsePost(row['view'])] : [];
  });
}
